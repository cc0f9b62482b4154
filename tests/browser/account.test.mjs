// The account page as its readers meet it: without scripts, on a phone, on paper, by keyboard and by a screen reader's rules.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const page_url = "file://" + process.env.ACCOUNT_PAGE;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser.close());

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => request.url() !== page_url && trouble.push("asked for " + request.url()));
  await page.goto(page_url);
  return { page, trouble };
}

async function violations(page) {
  // The page's own policy forbids foreign scripts; axe comes in through the debugger, past it.
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setBypassCSP", { enabled: true });
  await page.reload();
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
}

test("loads alone, without a fault, and its own script runs", async () => {
  const { page, trouble } = await open();
  const line = page.locator("ul.lines > li").first();
  await line.click({ position: { x: 5, y: 5 } });
  assert.deepEqual(trouble, []);
  assert.ok(await line.evaluate((one) => one.classList.contains("shown")), "a click on a line shows it");
  assert.ok((await page.locator("mark.shown").count()) > 0, "and its passages in the reports");
});

test("every line has numbers that lead to a passage in a report", async () => {
  const { page } = await open({ javaScriptEnabled: false });
  const broken = await page.$$eval("ul.lines > li", (lines) =>
    lines.filter((line) => {
      const links = [...line.querySelectorAll(".cites a")];
      return links.length === 0 || links.some((a) => !document.querySelector(".report " + a.getAttribute("href")));
    }).map((line) => line.textContent)).catch(() => null);
  if (broken !== null) assert.deepEqual(broken, []);
  const html = await page.content();
  const cited = [...html.matchAll(/href="#(p\d+)"/g)].map((m) => m[1]);
  const there = new Set([...html.matchAll(/id="(p\d+)"/g)].map((m) => m[1]));
  assert.ok(cited.length > 20);
  assert.deepEqual(cited.filter((id) => !there.has(id)), []);
});

for (const [name, options] of [
  ["a desk", {}],
  ["a phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ["a dark room", { colorScheme: "dark" }],
]) {
  test(`axe finds nothing on ${name}`, async () => {
    const { page } = await open(options);
    assert.deepEqual(await violations(page), []);
  });
}

test("fits a phone without scrolling sideways", async () => {
  const { page } = await open({ viewport: { width: 360, height: 740 }, isMobile: true });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 361, `the page is ${width} pixels wide`);
});

test("prints all reports, with nothing hidden behind a scroll bar", async () => {
  const { page } = await open();
  await page.emulateMedia({ media: "print" });
  const cut = await page.$$eval(".reports", (all) => all.filter((one) => one.scrollHeight > one.clientHeight + 2).length);
  assert.equal(cut, 0);
});

test("each chart has its table behind it, and marks that do not rest on colour", async () => {
  const { page } = await open();
  const charts = await page.locator("figure svg").count();
  assert.ok(charts >= 2, `${charts} charts`);
  assert.equal(await page.locator("figure:not(:has(table))").count(), 0);
  const decorations = await page.$$eval("mark.reworded", (marks) => marks.map((m) => getComputedStyle(m).textDecorationLine));
  assert.ok(decorations.length > 0);
  assert.deepEqual(decorations.filter((d) => !d.includes("underline")), []);
});

test("can be walked through by keyboard", async () => {
  const { page } = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
});
