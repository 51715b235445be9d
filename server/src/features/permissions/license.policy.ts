import { permits, type RoleName } from '@vlsc/shared/role.ts';

/** A license in somebody's sight, as far as the rules below look at it. */
export interface Seen {
  readonly viewerRoles: readonly RoleName[];
  /** Whether it is seen because the viewer is of the staff. */
  readonly isSeenByStaff: boolean;
}

const sees =
  (role: RoleName) =>
  ({ isSeenByStaff, viewerRoles }: Seen): boolean =>
    isSeenByStaff || permits(viewerRoles, role);

export const seesDetails = sees('LICENSE_INFO');
export const seesPeople = sees('ADMINISTRATOR');
export const seesProductKeys = sees('PRODUCT_KEYS');
export const seesDownloads = sees('DOWNLOADS');
/** Managers of online services or of subscriptions see what was ordered of theirs. */
export const seesServices = (license: Seen): boolean =>
  seesDetails(license) || sees('ONLINE_SERVICES_MANAGER')(license) || sees('SUBSCRIPTIONS_MANAGER')(license);
/** Being of the staff shows what there is, and fetches nothing. */
export const mayDownload = ({ viewerRoles }: Pick<Seen, 'viewerRoles'>): boolean => permits(viewerRoles, 'DOWNLOADS');
/** The summary of Software Assurance is license information too. */
export const seesBenefits = (license: Seen): boolean => sees('SOFTWARE_ASSURANCE_MANAGER')(license) || seesDetails(license);
