import {
  IconCertificate,
  IconDownload,
  IconHeadset,
  IconHelpCircle,
  IconHome,
  IconSettings,
  IconShieldCheck,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Locale } from '@vlsc/shared/locale.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { Viewer } from '../features/viewer/use-viewer.ts';
import { docsAddress } from '../lib/docs.ts';
import type { Messages } from '../locales/registry.ts';

type MenuLabel = Exclude<keyof Messages['shell']['menu'], 'main' | 'open' | 'close' | 'toDecide_other'>;

export type Condition = 'everyone' | 'signedIn' | 'registered' | 'partner' | 'administrator' | 'staff';

/** `isDocument` where the address is no page of the application, but one that the server answers by itself. */
export type MenuEntry = { label: MenuLabel; to: string; condition: Condition; count?: (viewer: Viewer) => number; isDocument?: boolean };
export type MenuGroup = { label: MenuLabel; icon: TablerIcon; condition: Condition } & ({ to: string } | { entries: readonly MenuEntry[] });

/** The main menu, in the product's order and words. A page joins it with one line. */
const menuIn = (locale: Locale): readonly MenuGroup[] => [
  { label: 'home', icon: IconHome, condition: 'signedIn', to: paths.home },
  {
    label: 'licenses',
    icon: IconCertificate,
    condition: 'registered',
    entries: [
      { label: 'licenseSummary', to: paths.licenseSummary, condition: 'registered' },
      { label: 'relationshipSummary', to: paths.relationshipSummary, condition: 'registered' },
      { label: 'lookUp', to: paths.lookUp, condition: 'registered' },
      { label: 'endings', to: paths.endings, condition: 'registered' },
      { label: 'managedCustomers', to: paths.managedCustomers, condition: 'partner' },
    ],
  },
  { label: 'downloadsAndKeys', icon: IconDownload, condition: 'registered', to: paths.downloadsAndKeys },
  { label: 'softwareAssurance', icon: IconShieldCheck, condition: 'registered', to: paths.softwareAssurance },
  {
    label: 'administration',
    icon: IconUsers,
    condition: 'administrator',
    entries: [
      { label: 'requests', to: paths.requestsToDecide, condition: 'administrator', count: viewer => viewer.requestsToDecideCount },
      { label: 'addUser', to: paths.addUser, condition: 'administrator' },
      { label: 'manageUsers', to: paths.manageUsers, condition: 'administrator' },
    ],
  },
  {
    label: 'settings',
    icon: IconSettings,
    condition: 'signedIn',
    entries: [
      { label: 'permissionDetails', to: paths.permissionDetails, condition: 'signedIn' },
      { label: 'preferences', to: paths.preferences, condition: 'signedIn' },
      { label: 'requestPermissions', to: paths.requestPermissions, condition: 'signedIn' },
      { label: 'exports', to: paths.exports, condition: 'signedIn' },
      { label: 'apiTokens', to: paths.apiTokens, condition: 'signedIn' },
      { label: 'webhooks', to: paths.webhooks, condition: 'signedIn' },
    ],
  },
  {
    label: 'help',
    icon: IconHelpCircle,
    condition: 'everyone',
    entries: [
      { label: 'faq', to: paths.faq, condition: 'everyone' },
      { label: 'contactUs', to: paths.contactUs, condition: 'everyone' },
      { label: 'apiDocs', to: docsAddress(locale), condition: 'everyone', isDocument: true },
    ],
  },
  {
    label: 'operations',
    icon: IconHeadset,
    condition: 'staff',
    to: paths.operations,
  },
];

const holds: Record<Condition, (viewer: Viewer | null) => boolean> = {
  everyone: () => true,
  signedIn: viewer => viewer !== null,
  // While a registration has lapsed, everything behind these entries is suspended: home leads to the way back.
  registered: viewer => viewer?.registration.state === 'REGISTERED',
  partner: viewer => viewer !== null && viewer.customerCount.totalCount > 0,
  administrator: viewer => viewer?.isAdministrator === true,
  staff: viewer => viewer?.isStaff === true,
};

/** What this person finds in the menu. It spares dead ends only: what they may do is decided by the server. */
export function menuFor(viewer: Viewer | null, locale: Locale): MenuGroup[] {
  return menuIn(locale)
    .filter(group => holds[group.condition](viewer))
    .map(group => ('entries' in group ? { ...group, entries: group.entries.filter(({ condition }) => holds[condition](viewer)) } : group));
}
