// The engine, beside the page: loads Python, then this package with the requirements, and answers what the page asks.
import { loadPyodide } from "./engine/pyodide.mjs";

const real = fetch;
let loaded = 0;
let python;
// Everything that is loaded is counted on its way, so that the page can show how far it is.
self.fetch = async (...asked) => {
  const got = await real(...asked);
  if (!got.ok || !got.body) return got;
  const counted = new TransformStream({
    transform(chunk, out) {
      loaded += chunk.length;
      postMessage({ loaded });
      out.enqueue(chunk);
    },
  });
  return new Response(got.body.pipeThrough(counted), { status: got.status, headers: got.headers });
};

async function open(bundle) {
  const packed = fetch(bundle).then((got) => {
    if (!got.ok) throw new Error("a file of the site is missing");
    return got.arrayBuffer();
  });
  python = await loadPyodide({ indexURL: new URL("engine/", import.meta.url).href, stdout() {}, stderr() {} });
  postMessage({ step: "Opening the requirements" });
  python.unpackArchive(await packed, "zip", { extractDir: "/engine" });
  return python.runPython(`
import os, sys
os.environ["ATMP_GAP_CACHE"] = ""
sys.path.insert(0, "/engine")
from pathlib import Path
from atmp_gap.browser.session import Session
Session(Path("/engine"))
`);
}

let session;
onmessage = async ({ data }) => {
  if (data.bundle) {
    session = open(data.bundle);
    try {
      await session;
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ failed: String(error).slice(-300) });
    }
    return;
  }
  const { id, what } = data;
  try {
    const engine = await session;
    if (what === "put") {
      postMessage({ id, answer: engine.put(data.name, python.toPy(data.raw)) });
    } else if (what === "save") {
      const file = engine.save(data.about, data.format);
      const [name, kind, raw] = [file.get(0), file.get(1), file.get(2).toJs()];
      file.destroy();
      postMessage({ id, answer: { name, kind, raw } }, [raw.buffer]);
    } else {
      postMessage({ id, answer: JSON.parse(engine.ask(what, JSON.stringify(data.data))) });
    }
  } catch (error) {
    postMessage({ id, answer: { broken: String(error).trim().split("\n").pop().slice(0, 300) } });
  }
};
