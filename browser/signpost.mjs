// The signpost in real Chromium: every path of answers reaches a door without a request, offline and without JavaScript;
// the first key or click leaves and takes the page out of the history.
const WHO = ['self', 'other', 'professional'];
const WHEN = ['acute', 'later'];
const PLACE = ['home', 'online', 'elsewhere', 'unknown'];

// First door of every path, said apart from the program.
const first = (who, when, place) => {
  if (when === 'acute') return 'csg';
  if (who === 'professional') return 'veilig-thuis';
  if (place === 'online') return 'helpwanted';
  return who === 'self' && place !== 'home' ? 'kindertelefoon' : 'veilig-thuis';
};

export async function walkSignpost(browser, base, check) {
  for (const script of [true, false]) await everyPath(browser, base, check, script);
  await leaves(browser, base, check, (page) => page.keyboard.press('Escape'), 'Escape');
  await leaves(browser, base, check, (page) => page.locator('[data-leave]').click(), 'a click');
  await leaves(browser, base, check, async (page) => { await page.keyboard.press('Tab'); await page.keyboard.press('Enter'); }, 'Tab and Enter');
}

// Opens each path by its answers, offline after load, and looks at the first door shown.
async function everyPath(browser, base, check, javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  const asked = [];
  await page.goto(`${base}/hulp`, { waitUntil: 'load' });
  page.on('request', (request) => asked.push(request.url()));
  await context.setOffline(true);
  const address = page.url();
  let paths = 0;
  for (const tongue of ['nl', 'en']) {
    await page.locator(`#tongue-${tongue}`).check();
    const root = page.locator(`main [data-tongue="${tongue}"]`).last();
    for (const who of [...WHO, 'worried-about-self']) {
      const asker = await open(root, who);
      if (who === 'worried-about-self') { paths += await shows(asker, 'stop-it-now', check, `${tongue} ${who}`); continue; }
      paths += await shows(await open(asker, 'now'), '112', check, `${tongue} ${who} now`);
      for (const when of WHEN) {
        const moment = await open(asker, when);
        for (const place of PLACE) {
          paths += await shows(await open(moment, place), first(who, when, place), check, `${tongue} ${who} ${when} ${place}`);
        }
      }
    }
  }
  check(paths === 56, `the signpost has ${paths} paths instead of 56`);
  check(asked.length === 0, `the signpost asks after it was loaded: ${asked.join(' ')}`);
  check(page.url() === address, `the answers changed the address to ${page.url()}`);
  check((await context.cookies()).length === 0, 'the signpost sets a cookie');
  check((await page.locator('form, [action]').count()) === 0, 'the signpost has a form');
  await context.close();
}

async function open(within, answer) {
  const details = within.locator(`details[data-answer="${answer}"]`).first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
  return details;
}

async function shows(details, door, check, path) {
  const shown = details.locator('li[data-door]').first();
  check(await shown.isVisible(), `${path} shows no door`);
  check((await shown.getAttribute('data-door')) === door, `${path} leads first to ${await shown.getAttribute('data-door')}, not to ${door}`);
  return 1;
}

// Leaves once and goes back: the signpost must not be there.
async function leaves(browser, base, check, act, by) {
  const context = await browser.newContext();
  await context.route('https://nl.wikipedia.org/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>elders</title>' }));
  const page = await context.newPage();
  await page.goto(`${base}/toegankelijkheid`);
  await page.goto(`${base}/hulp`);
  await act(page);
  await page.waitForURL('https://nl.wikipedia.org/**', { timeout: 5000 }).catch(() => {});
  check(page.url().startsWith('https://nl.wikipedia.org/'), `${by} does not leave the signpost`);
  await page.goBack();
  check(!page.url().endsWith('/hulp'), `after leaving by ${by} the way back leads to the signpost`);
  await context.close();
}
