import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { Program } from '../../gql/operations.ts';
import type { Messages } from '../../locales/registry.ts';

/** How a person names a license; under Open License with two numbers, as on its document. */
export type LicenseNumbers = { program: Program | ''; licensingId: string; authorizationNumber: string };

export type LicenseNumbersFault = `terms:licenseFaults.${keyof Messages['terms']['licenseFaults']}`;

/** What the server would refuse anyway, said before it is asked: the same functions judge there. */
export function licenseNumbersFault(numbers: LicenseNumbers, field: keyof LicenseNumbers): LicenseNumbersFault | null {
  const isOpenLicense = numbers.program === 'OPEN_LICENSE';
  if (field === 'program') return numbers.program === '' ? 'terms:licenseFaults.program' : null;
  const number = normalizeLicensingNumber(numbers[field]);
  if (field === 'authorizationNumber') {
    return !isOpenLicense || isAuthorizationNumber(number) ? null : 'terms:licenseFaults.authorizationNumber';
  }
  if (isOpenLicense) return isOpenLicenseNumber(number) ? null : 'terms:licenseFaults.openLicenseNumber';
  return isLicensingNumber(number) ? null : 'terms:licenseFaults.licensingId';
}
