// node todobackend.cjs SPEC ADDRESS: the spec's own page in jsdom, which keeps the rules of other origins as browsers do.
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { JSDOM, VirtualConsole } = require("jsdom");

const [spec, address] = process.argv.slice(2);
const page = path.join(path.resolve(spec), "index.html");

JSDOM.fromFile(page, {
  url: `${pathToFileURL(page)}?${address}`,
  runScripts: "dangerously",
  resources: "usable",
  virtualConsole: new VirtualConsole(),
  // The reporter draws a circle; nobody looks at it here.
  beforeParse: (window) => {
    window.HTMLCanvasElement.prototype.getContext = () => new Proxy({}, { get: () => () => ({ width: 0 }), set: () => true });
  },
}).then((dom) => {
  const failures = [];
  let heard = false;
  const watch = setInterval(() => {
    const runner = dom.window.runner;
    if (!runner || heard) return;
    heard = true;
    clearInterval(watch);
    runner.on("fail", (test, error) => failures.push(`${test.fullTitle()}: ${error.message.trim()}`));
    runner.on("end", () => {
      const { passes, tests } = runner.stats ?? {};
      const total = runner.total ?? tests;
      console.log(JSON.stringify({ passed: passes ?? total - failures.length, total, failures }));
      process.exit(failures.length ? 1 : 0);
    });
  }, 1);
});
setTimeout(() => { console.error("The spec did not end."); process.exit(2); }, 120000);
