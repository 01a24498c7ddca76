// The public pages of a release, found by following its own links.
const START = ['/', '/keten', '/keten?regio=VT05', '/wachtlijsten', '/indicatoren', '/regios', '/omvang', '/indicatoren/assessment/regios', '/regios/VT19/raadsbrief', '/tabellen', '/tabellen?wat=assessment', '/tabellen?wat=assessment&soort=VT', '/tabellen?wat=assessment&soort=VT&naar=all', '/tabellen?stap=2', '/zoek?q=amsterdm', '/wijzigingen', '/rechten', '/methode', '/maatregelen', '/maatregelen?op=2020-12-01', '/maatregelen?zoek=kindchek', '/maatregelen?mist=no-baseline', '/maatregelen/matrix', '/maatregelen/matrix?regio=VT18&vorm=sexual&deel=prevent', '/maatregelen/regios', '/maatregelen/aanbod', '/maatregelen/aanbod?regio=VT19', '/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01', '/maatregelen/C-09', '/maatregelen/M-37', '/hulp', '/professional', '/toegankelijkheid', '/privacy', '/licenties'];

// Every page kind once, in both languages: lists, one region of each level, every indicator and method page.
export async function findPages(context, base) {
  const page = await context.newPage();
  const found = new Set();
  for (const prefix of ['', '/en']) {
    for (const path of START) found.add(prefix + (path === '/' && prefix ? '' : path));
    for (const list of ['/indicatoren', '/methode']) {
      for (const path of await links(page, base + prefix + list, prefix + list + '/')) found.add(path);
    }
    const regions = await links(page, base + prefix + '/regios', prefix + '/regios/');
    for (const level of ['VT', 'GM', 'NL']) {
      const first = regions.find((path) => path.includes('/' + level));
      if (first) found.add(first);
    }
  }
  await page.close();
  return [...found].map((path) => path || '/');
}

async function links(page, address, under) {
  await page.goto(address);
  const all = await page.$$eval('a[href]', (anchors) => anchors.map((anchor) => new URL(anchor.href).pathname));
  return [...new Set(all.filter((path) => path.startsWith(under) && !/\.(csv|svg|png|xlsx|json)$/.test(path)))];
}
