"""The engine inside a page of the site: what is served for it, and what it is asked there.

``engine`` takes Python for browsers (Pyodide) from a file of one's own, ``bundle`` packs this very
package with the requirements of a site, and ``session`` is what the page's worker calls: it runs in
the browser, where neither pydantic nor typer is.
"""
