// Every public page in real Chromium: valid HTML, axe-core without violations, no request to another host, the same words
// without JavaScript, no sideways scroll, one main heading. Usage: node test.mjs http://127.0.0.1:PORT [folder for screenshots]
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { launch } from './chromium.mjs';
import { findPages } from './pages.mjs';
import { walkReaders } from './readers.mjs';
import { walkRegister } from './register.mjs';
import { walkSignpost } from './signpost.mjs';
import { faultsOf } from './validate.mjs';

const [base, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];
let checks = 0;

const browser = await launch();
const context = await browser.newContext({ bypassCSP: true, locale: 'nl-NL' });
const pages = await findPages(context, base);
const queue = [...pages];
await Promise.all([visitAll(), visitAll()]);
await walkAsAdviser();
await firstVisit();
await walkRegister(context, base, check);
await context.close();
await withoutScript();
await walkReaders(browser, base, check);
await walkSignpost(browser, base, check);
await browser.close();

for (const fault of faults) console.error(`browser: ${fault}`);
console.log(`${checks - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);

function check(holds, fault) {
  checks += 1;
  if (!holds) faults.push(fault);
}

// Takes pages from the queue until it is empty, in one tab: opening a tab costs more than reading a page. Two of these share the work.
async function visitAll() {
  const page = await context.newPage();
  let elsewhere = [];
  let complaints = [];
  page.on('request', (request) => { if (!request.url().startsWith(base) && !request.url().startsWith('data:')) elsewhere.push(request.url()); });
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  for (let path = queue.shift(); path; path = queue.shift()) {
    await visit(page, path);
    check(elsewhere.length === 0, `${path} asks another host: ${elsewhere.join(' ')}`);
    check(complaints.length === 0, `${path} complains: ${complaints.join(' | ')}`);
    elsewhere = [];
    complaints = [];
  }
  await page.close();
}

// One page as it was sent and at two widths, and its overflow at two others.
async function visit(page, path) {
  await page.setViewportSize({ width: 1360, height: 900 });
  const answer = await page.goto(base + path, { waitUntil: 'load' });
  check(answer.status() === 200, `${path} answers ${answer.status()}`);
  const { responseBodySize } = await answer.request().sizes();
  check(responseBodySize < 60_000, `${path} weighs ${responseBodySize} bytes`);
  const invalid = await faultsOf(await answer.text());
  check(invalid.length === 0, `${path} is no valid HTML: ${invalid.join('; ')}`);
  for (const width of [1360, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await axeClean(page, `${path} at ${width}`);
    if (pictures) await picture(page, path, width);
  }
  const small = await smallestText(page);
  check(small >= 11.9, `${path} has chart text of ${small.toFixed(1)} px at 360 px`);
  for (const width of [768, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(overflow <= 0, `${path} scrolls sideways by ${overflow} px at ${width} px`);
  }
  check((await page.locator('h1').count()) === 1, `${path} has not exactly one main heading`);
}

async function axeClean(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const said = violations.map((violation) => `${violation.id} (${violation.nodes.length}: ${violation.nodes[0].target.join(' ')})`);
  check(violations.length === 0, `${where}: axe finds ${said.join('; ')}`);
}

// Size on screen of the smallest visible text in a chart: what is drawn small is unreadable on a phone.
async function smallestText(page) {
  return page.evaluate(() => {
    const sizes = [...document.querySelectorAll('svg text')]
      .filter((text) => text.textContent.trim() && text.getBoundingClientRect().width > 0)
      .map((text) => {
        const matrix = text.getScreenCTM();
        return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
      });
    return sizes.length ? Math.min(...sizes) : 99;
  });
}

// Everything a reader's first page asks for, with its font.
async function firstVisit() {
  const fresh = await browser.newContext();
  const page = await fresh.newPage();
  const sizes = [];
  page.on('requestfinished', (request) => sizes.push(request.sizes()));
  await page.goto(base + '/', { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size.responseBodySize, 0);
  check(sizes.length >= 4 && bytes < 150_000, `a first visit weighs ${bytes} bytes in ${sizes.length} requests`);
  await fresh.close();
}

// A policy adviser with a deadline: from the front page to one region's figure and its data.
async function walkAsAdviser() {
  const page = await context.newPage();
  await page.goto(base + '/');
  const heading = await page.locator('h1').innerText();
  check(heading.length > 10, 'the front page has no headline');
  await page.goto(base + '/indicatoren');
  await page.locator('main a[href*="/indicatoren/"]').first().click();
  const form = page.locator('main form').first();
  check((await form.count()) === 1, 'the indicator page has no form to choose a region');
  await form.locator('select[name="regio"]').selectOption('VT19');
  await form.locator('button[type="submit"]').click();
  check(new URL(page.url()).searchParams.get('regio') === 'VT19', 'the chosen region is not kept in the address');
  check((await page.locator('h1').innerText()).includes('Twente'), 'the heading does not name the chosen region');
  const data = await page.locator('main a[href*=".csv"]').first().getAttribute('href');
  const answer = await page.request.get(new URL(data, page.url()).href);
  check(answer.status() === 200 && (await answer.text()).includes('status'), 'the data behind the figure cannot be fetched');
  await page.keyboard.press('Tab');
  await page.close();
}

// Without JavaScript every page says the same words and the forms work.
async function withoutScript() {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  for (const path of ['/', '/indicatoren', '/regios', '/methode', '/en']) {
    const answer = await page.goto(base + path);
    const words = (await page.locator('main').innerText()).split(/\s+/).length;
    check(answer.status() === 200 && words > 40, `${path} says only ${words} words without JavaScript`);
  }
  await page.goto(base + '/indicatoren/help-after-order');
  await page.locator('select[name="regio"]').first().selectOption('VT19');
  await page.locator('main form button[type="submit"]').first().click();
  check((await page.locator('h1').innerText()).includes('Twente'), 'the form does not work without JavaScript');
  await plain.close();
}

async function picture(page, path, width) {
  mkdirSync(pictures, { recursive: true });
  const name = path.replaceAll('/', '_') || '_';
  await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
}
