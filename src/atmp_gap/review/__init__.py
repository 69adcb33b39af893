"""Reviewers' rows, filled into a sheet, as a layer of requirements."""
