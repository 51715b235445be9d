import { paths } from '@vlsc/shared/paths.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOf, violationsOf } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const open = [paths.home, paths.faq, paths.faqScenario(4), paths.contactUs, paths.signInFailed, '/no-such-page'];
const own = [
  paths.home,
  paths.register,
  paths.verify('nonsense'),
  paths.diagnosis,
  paths.relationshipSummary,
  `${paths.relationshipSummary}?sort=-startDate&columns=agreement,startDate,endDate,roles`,
  `${paths.lookUp}#60900001,99999999`,
  paths.licenseSummary,
  paths.endings,
  `${paths.endings}?within=1095`,
  paths.license('60900001'),
  `${paths.license('60900001')}/orders`,
  `${paths.license('60900001')}/people`,
  `${paths.license('60900001')}/history`,
  `${paths.license('60900001')}/keys`,
  `${paths.license('60900001')}/downloads`,
  `${paths.license('60900001')}/benefits`,
  paths.license('99999999'),
  `${paths.downloadsAndKeys}?link=expired`,
  `${paths.downloadsAndKeys}?show=keys`,
  `${paths.downloadsAndKeys}?by=license`,
  `${paths.downloadsAndKeys}?show=keys&by=license`,
  paths.softwareAssurance,
  paths.requestsToDecide,
  `${paths.requestsToDecide}?state=decided`,
  `${paths.addUser}?licenses=60900001,60900002&roles=DOWNLOADS`,
  paths.manageUsers,
];
const settingsAndSupport = [
  paths.permissionDetails,
  paths.preferences,
  paths.requestPermissions,
  paths.exports,
  paths.apiTokens,
  `${paths.apiTokens}?state=over`,
  paths.newApiToken,
  paths.apiToken('nonsense'),
  paths.webhooks,
  paths.webhook('nonsense'),
  paths.contactUs,
  paths.newSupportCase,
  paths.supportCases,
];
const looks = [
  { locale: 'ja-JP', dark: false, width: 1280 },
  { locale: 'en-US', dark: true, width: 320 },
] as const;

const journeys = [
  { who: null, name: 'somebody signed out', pages: open },
  { who: '佐藤 花子', name: 'an administrator', pages: own },
  { who: '佐藤 花子', name: 'an administrator among the settings', pages: settingsAndSupport },
  {
    who: 'Sam Stranger',
    name: 'a stranger',
    pages: [
      paths.home,
      paths.diagnosis,
      paths.relationshipSummary,
      paths.license('60900001'),
      paths.requestsToDecide,
      paths.addUser,
      paths.manageUsers,
      paths.permissionDetails,
    ],
  },
  { who: '伊藤 美咲', name: 'a contact of an MBSA', pages: [paths.takeover, paths.preferences, paths.home] },
  {
    who: '小林 次郎',
    name: 'a partner without access',
    pages: [paths.home, paths.diagnosis, paths.managedCustomers, paths.faqScenario(7)],
  },
  {
    who: '山本 優希',
    name: 'somebody whose registration has lapsed',
    pages: [paths.home, paths.register, paths.diagnosis, paths.permissionDetails, paths.requestPermissions],
  },
  {
    who: '運用 担当',
    name: 'staff',
    pages: [
      paths.home,
      paths.operations,
      `${paths.operations}?q=609`,
      paths.operationsCases,
      paths.operationsLicenses,
      paths.operationsUsers,
      `${paths.operationsUsers}?state=LAPSED&sort=-lastSignedInAt`,
      paths.operationsRequests,
      paths.operationsFeedLoads,
      paths.operationsAudit,
      `${paths.operationsAudit}?action=PERMISSION_GIVEN`,
    ],
  },
] as const;

for (const look of looks) {
  test.concurrent.each(journeys)(
    `what $name sees is accessible, keeps to the policy and fits (${look.locale}, ${look.width} wide, ${look.dark ? 'dark' : 'light'})`,
    async ({ who, pages }) => {
      const visitor = await portal.visitor(look);
      const { page } = visitor;
      if (who) await visitor.signInAs(who, paths.preferences);
      const findings: unknown[] = [];
      for (const path of pages) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        for (const violation of await violationsOf(page)) findings.push({ path, violation });
        const overflow = await overflowOf(page);
        if (overflow > 0) findings.push({ path, overflow });
        if ((await page.title()) === '' || !(await page.locator('html').getAttribute('lang'))) findings.push({ path, untitled: true });
      }
      expect([...findings, ...visitor.faults]).toEqual([]);
      await visitor.close();
    },
  );
}
