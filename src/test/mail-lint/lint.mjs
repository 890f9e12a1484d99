// Judges rendered mails and the pages behind their links: markup and accessibility of all, spam score of the mails.
//
//   node lint.mjs DIR [--chromium PATH] [--pictures DIR]
//
// DIR holds NAME.html and, for mails, NAME.eml. Prints each fault with the mail's name and ends with 1 if there was any, with 2 if a
// tool is missing. --pictures leaves one PNG per mail, width and colour scheme, and sheets of them, to be looked at.
import { readFileSync, readdirSync, mkdirSync, existsSync } from "node:fs";
import { spawn, spawnSync } from "node:child_process";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const WIDTHS = [375, 640];
const SCHEMES = ["light", "dark"];
const MOST_SPAM = 1.0;
const SHEET = 4;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "string", default: "/usr/bin/chromium" }, pictures: { type: "string" } },
});
const dir = resolve(positionals[0] ?? "target/mail-lint");
if (options.pictures) {
  options.pictures = resolve(options.pictures);
}
missing(!existsSync(options.chromium), `Chromium is not at ${options.chromium}: install it (Debian: apt-get install`
  + " chromium) or name it with -Dmail-lint.chromium=PATH");
missing(spawnSync("spamassassin", ["--version"]).status !== 0, "spamassassin is not on the path: install it (Debian:"
  + " apt-get install spamassassin)");
const mails = named(".eml");
const names = named(".html").filter((name) => name !== "index");
missing(mails.length === 0, `no .eml in ${dir}: run 'watchkeeper mail preview all --out ${dir}' first`);

const faults = [
  ...(await markup()),
  ...(await accessibility()),
  ...(await spam()),
];
faults.forEach((fault) => console.error(fault));
console.log(`${mails.length} mails and ${names.filter((name) => !mails.includes(name)).length} pages, ${WIDTHS.length} widths, ${SCHEMES.join(" and ")}: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

function named(ending) {
  return readdirSync(dir).filter((f) => f.endsWith(ending)).map((f) => basename(f, ending)).sort();
}

function missing(condition, remedy) {
  if (condition) {
    console.error(`mail-lint: ${remedy}`);
    process.exit(2);
  }
}

/** HTML that keeps to the standard, but for what mail clients need. */
async function markup() {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:a11y"],
    rules: {
      "no-inline-style": "off",
      "no-deprecated-attr": "off",
      deprecated: "off",
      "no-conditional-comment": "off",
      // axe wants a main landmark, and mail clients may drop the element.
      "prefer-native-element": ["error", { exclude: ["main"] }],
    },
  });
  const found = [];
  for (const name of names) {
    const report = await validator.validateString(readFileSync(join(dir, `${name}.html`), "utf8"));
    for (const m of report.results.flatMap((r) => r.messages)) {
      found.push(`${name}: html-validate ${m.ruleId}, line ${m.line}: ${m.message}`);
    }
  }
  return found;
}

/** axe-core in light and dark, and nothing wider than the screen. */
async function accessibility() {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const browser = await puppeteer.launch({
    executablePath: options.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
  });
  const found = [];
  try {
    const page = await browser.newPage();
    for (const name of names) {
      const file = pathToFileURL(join(dir, `${name}.html`)).href;
      for (const scheme of SCHEMES) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.setViewport({ width: WIDTHS[0], height: 800 });
        await page.goto(file);
        for (const width of WIDTHS) {
          await page.setViewport({ width, height: 800 });
          const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
          if (wide > width) {
            found.push(`${name} at ${width} px, ${scheme}: is ${wide} px wide and must be scrolled sideways`);
          }
          if (options.pictures) {
            await picture(page, name, width, scheme);
          }
        }
        await page.evaluate(axe);
        const violations = await page.evaluate(async () =>
          (await window.axe.run(document, { resultTypes: ["violations"] })).violations.map((v) => ({
            id: v.id,
            help: v.help,
            nodes: v.nodes.length,
            html: v.nodes[0].html.slice(0, 160),
          })));
        violations.forEach((v) => found.push(`${name}, ${scheme}: axe ${v.id} (${v.nodes}): ${v.help}: ${v.html}`));
      }
    }
    if (options.pictures) {
      await sheets(browser);
    }
  } finally {
    await browser.close();
  }
  return found;
}

async function picture(page, name, width, scheme) {
  mkdirSync(options.pictures, { recursive: true });
  await page.screenshot({ path: join(options.pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
}

/** Per language, width and scheme: a few mails side by side on each picture. */
async function sheets(browser) {
  const page = await browser.newPage();
  const languages = [...new Set(names.map((n) => n.slice(n.lastIndexOf(".") + 1)))];
  for (const language of languages) {
    const theirs = names.filter((n) => n.endsWith(`.${language}`));
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        for (let i = 0; i < theirs.length; i += SHEET) {
          const shown = theirs.slice(i, i + SHEET).map((n) => join(options.pictures, `${n}-${width}-${scheme}.png`));
          const images = shown.map((f) => `<img alt="" src="data:image/png;base64,${readFileSync(f, "base64")}">`);
          await page.setViewport({ width: shown.length * (width + 8), height: 600 });
          await page.setContent(`<body style="margin:0;display:flex;gap:8px;align-items:flex-start">${images.join("")}`);
          await page.screenshot({
            path: join(options.pictures, `sheet-${language}-${width}-${scheme}-${1 + i / SHEET}.png`),
            fullPage: true,
          });
        }
      }
    }
  }
}

/** SpamAssassin without network tests, as many at a time as there are processors. */
async function spam() {
  const found = [];
  const waiting = [...mails];
  await Promise.all(cpus().map(async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const out = await run("spamassassin", ["-L", "-t"], readFileSync(join(dir, `${name}.eml`)));
      const score = /^X-Spam-Status: .*?\bscore=(-?[\d.]+)[\s\S]*?\btests=([\s\S]*?)\sautolearn/m.exec(out);
      if (!score) {
        found.push(`${name}: spamassassin gave no score: ${out.slice(0, 200)}`);
      } else if (Number(score[1]) >= MOST_SPAM) {
        found.push(`${name}: spam score ${score[1]}, ${MOST_SPAM} is too much: ${score[2].replace(/\s+/g, "")}`);
      }
    }
  }));
  return found.sort();
}

function run(command, args, input) {
  return new Promise((done, failed) => {
    const child = spawn(command, args);
    let out = "";
    child.stdout.on("data", (d) => (out += d));
    child.stderr.on("data", () => {});
    child.on("error", failed);
    child.on("close", () => done(out));
    child.stdin.end(input);
  });
}
