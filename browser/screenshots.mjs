// The pictures of the README. Usage: node screenshots.mjs http://127.0.0.1:PORT FOLDER
import { mkdirSync } from 'node:fs';
import { launch } from './chromium.mjs';

const [base, folder] = process.argv.slice(2);
const PICTURES = [
  ['overview', '/', 1360],
  ['overview-phone', '/', 360],
  ['indicator', '/indicatoren/help-after-order', 1360],
  ['region', '/regios/VT19', 1360],
];

mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, path, width] of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'nl-NL' });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: width === 1360 && name !== 'overview' ? false : true });
  await page.close();
}
await browser.close();
