import { AccessRequest } from '../features/access-requests/access-request.entity.ts';
import { Agreement } from '../features/agreements/agreement.entity.ts';
import { License } from '../features/agreements/license.entity.ts';
import { Organization } from '../features/agreements/organization.entity.ts';
import { Permission } from '../features/permissions/permission.entity.ts';
import { SupportCase } from '../features/support/support-case.entity.ts';
import { BusinessEmail } from '../features/users/business-email.entity.ts';
import { SavedView } from '../features/users/saved-view.entity.ts';
import { Identity, User } from '../features/users/user.entity.ts';

export const entities = [
  User,
  Identity,
  BusinessEmail,
  Organization,
  Agreement,
  License,
  Permission,
  AccessRequest,
  SupportCase,
  SavedView,
];
