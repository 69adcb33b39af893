"""Environments of their own: one for this project, built from the clone, and one for each peer."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def program(environment: Path, name: str) -> Path:
    """A program of an environment."""
    return environment / "bin" / name


def install(environment: Path, python: str, packages: Sequence[str], log: Path) -> None:
    """Make an environment with packages from PyPI, unless it is there already.

    Raises SystemExit with the end of what pip said where it does not work.
    """
    done = environment / "installed.json"
    if done.is_file() and json.loads(done.read_text(encoding="utf-8")) == list(packages):
        return
    shutil.rmtree(environment, ignore_errors=True)
    _call([python, "-m", "venv", environment], log)
    _pip(environment, ["install", "-q", *packages], log)
    done.write_text(json.dumps(list(packages)), encoding="utf-8")


def install_ours(environment: Path, python: str, log: Path, source: Path = ROOT) -> None:
    """Install this project as users get it: a wheel built from a clone, never the sources."""
    if not program(environment, "python").exists():
        _call([python, "-m", "venv", environment], log)
    _pip(environment, ["install", "-q", f"{source}[reports]"], log)
    # The version may be the same while the code is not.
    _pip(environment, ["install", "-q", "--force-reinstall", "--no-deps", str(source)], log)


def sources_of(revision: str, folder: Path) -> bool:
    """Put the files of a revision of this project into a folder; False where git lacks it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = folder / "archive.tar"
    words = ["git", "archive", "--format", "tar", "--output", str(archive), revision]
    if subprocess.run(words, cwd=ROOT, capture_output=True).returncode:
        return False
    # By another process: memory is measured of children, and is no less than this one's.
    subprocess.run(["tar", "-xf", archive.name], cwd=folder, check=True)
    archive.unlink()
    return True


def versions(environment: Path) -> dict[str, str]:
    """The packages of an environment with their versions."""
    listed = subprocess.run(
        [program(environment, "python"), "-m", "pip", "list", "--format", "json"],
        check=True,
        capture_output=True,
        text=True,
    )
    return {item["name"].lower(): item["version"] for item in json.loads(listed.stdout)}


def _pip(environment: Path, words: Sequence[str], log: Path) -> None:
    _call([program(environment, "python"), "-m", "pip", *words], log)


def _call(command: Sequence[str | Path], log: Path) -> None:
    """Run a command to its end. Raises SystemExit where it fails."""
    with log.open("ab") as out:
        code = subprocess.call(
            [str(word) for word in command], stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
    if code:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        sys.exit(f"{tail}\nbenchmarks: an installation failed with {code}")


def plain_environment(work: Path) -> dict[str, str]:
    """The environment variables that measured commands see: few, and the same for all."""
    scratch = work / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "120",
    }


def machine() -> dict[str, str]:
    """The machine in words: processor, cores, memory, system, Python, and how busy it is."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{_memory():.0f} GB",
        "system": _system(),
        "load": f"{os.getloadavg()[0]:.1f} at the start",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()} ({platform.machine()})"
    return platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.system()
    return f"{name}, {platform.system()} {platform.release().split('-')[0]}"
