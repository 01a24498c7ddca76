import { launch } from './chromium.mjs';
const [base, folder, width, ...paths] = process.argv.slice(2);
const browser = await launch();
for (const path of paths) {
  const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, locale: 'nl-NL' });
  await page.goto(base + path);
  const h = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = Number(width) > 600 ? 1500 : 1800;
  const name = path.replaceAll(/[\/?=&]/g, '_');
  for (let y = 0, i = 0; y < h && i < 5; y += step, i++)
    await page.screenshot({ path: `${folder}/${name}-${width}-${i}.png`, fullPage: true, clip: { x: 0, y, width: Number(width), height: Math.min(step, h - y) } });
  await page.close();
}
await browser.close();
