// One peer engine filling and writing documents: node peers.mjs ENGINE TEMPLATE FACTS.json COUNT FOLDER → CPU ms a document.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
const require = createRequire(path.join(process.cwd(), "peers.cjs"));
const [engine, template, factsFile, count, folder] = process.argv.slice(2);
const data = fs.readFileSync(template);
const facts = JSON.parse(fs.readFileSync(factsFile, "utf-8"));
const engines = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return (values) => {
      const document = new Docxtemplater(new PizZip(data), { paragraphLoop: true });
      document.render(values);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return (values) => handler.process(data, values);
  },
  carbone() {
    const carbone = require("carbone");
    return (values) => new Promise((done, failed) =>
      carbone.render(path.resolve(template), values, (fault, made) => (fault ? failed(fault) : done(made))));
  },
  "docx-templates"() {
    const { createReport } = require("docx-templates");
    return (values) => createReport({ template: data, data: values, noSandbox: true });
  },
};
const fill = engines[engine]();
for (let n = 0; n < 3; n++) await fill(facts[n % facts.length]);
const before = process.cpuUsage();
for (let n = 0; n < Number(count); n++) {
  fs.writeFileSync(path.join(folder, `${engine}-${n}.docx`), await fill(facts[n % facts.length]));
}
const spent = process.cpuUsage(before);
console.log((spent.user + spent.system) / 1000 / Number(count));
