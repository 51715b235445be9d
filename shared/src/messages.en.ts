import type { MessageKey } from './messages.ts';

/** What the server says to people, in English. */
export const en: Record<MessageKey, string> = {
  'errors.notFound': 'Not found. Please check the number or id. You also see this for what you may not see.',
  'errors.unauthenticated': 'Please sign in.',
  'errors.badUserInput': 'Please check what you entered.',
  'errors.rateLimited': 'Too many requests in a short time. Please try again in {seconds} seconds.',
  'errors.tooExpensive': 'This query costs {cost}, more than the {limit} allowed. Ask for smaller pages or fewer fields.',
  'errors.tooDeep': 'This query is {depth} levels deep, more than the {limit} allowed.',
  'errors.tooManyAliases': 'This query has {aliases} aliases, more than the {limit} allowed.',
  'errors.timeout': 'This took too long and was stopped. Please narrow it down and try again.',
  'errors.unavailable': 'The data cannot be reached right now. Please try again in a moment.',
  'errors.internal': 'Something went wrong. If you contact support, please quote the request number {requestId}.',
  'errors.firstOrLast': 'Give either first or last.',
  'errors.pageSize': 'Ask for 1 to {largest} rows.',
  'errors.cursor': 'This cursor does not belong to this list.',
  'errors.tooManyIds': 'At most {largest} ids can be given at once.',
  'errors.foreignOrigin': 'This request was sent from another site and is not accepted.',
  'errors.textTooLong': 'Please enter at most {longest} characters.',
  'errors.textEmpty': 'Please enter something.',
  'errors.email.empty': 'Please enter your business e-mail address.',
  'errors.email.tooLong': 'This e-mail address is too long.',
  'errors.email.several': 'Please enter a single e-mail address.',
  'errors.email.malformed': 'This is not a valid e-mail address.',
  'errors.email.mismatch': 'The two e-mail addresses differ.',
  'errors.licensingId': 'A Licensing ID consists of letters and digits.',
  'errors.openLicenseNumber': 'A license number has 8 digits.',
  'errors.authorizationNumber': 'An authorization number has 15 characters, such as 12345678ZZE1234.',
  'errors.authorizationNumberNotAsked': 'An authorization number is given for Open License only.',
  'errors.program': 'This program has no Licensing IDs. Please choose another program.',
  'errors.roles.none': 'Please choose at least one role.',
  'errors.roles.notRequested': 'Please choose among the roles that were requested.',

  'steps.SIGN_IN': 'Sign in',
  'steps.REGISTER': 'Register your business e-mail address',
  'steps.VERIFY_ADDRESS': 'Open the link in the mail',
  'steps.RESEND_VERIFICATION': 'Send the mail again',
  'steps.CORRECT_ADDRESS': 'Register another business e-mail address',
  'steps.CHECK_NUMBERS': 'Check the numbers you entered',
  'steps.REQUEST_PERMISSIONS': 'Request permissions',
  'steps.CONTACT_SUPPORT': 'Contact support',
  'steps.WAIT': 'Wait',
  'steps.VIEW_REQUEST': 'See how the request is going',
  'steps.VIEW_LICENSES': 'See your licenses',
  'steps.ASK_CUSTOMER': 'See how to ask your customer',

  'problems.addressAlreadyVerified': '{address} is verified. There is no need to register it again.',
  'problems.verificationSentRecently':
    'The mail has been sent. It can be sent again after {sendAgainAt}. Please also look in your junk mail folder.',
  'problems.verificationLinkInvalid':
    'This link cannot be used. It may be incomplete, or the registration was started with another sign-in. Sign in with the account you registered with and open it again, or have a new mail sent.',
  'problems.verificationLinkExpired': 'This link has expired. A new mail can be sent to {address}.',
  'problems.accessRequestFailed':
    'Either the license information is wrong, or this license has no administrator. Please check the numbers; if they are right, contact support.',
  'problems.accessRequestsSuspended':
    'Because license number and authorization number did not match several times, requests are suspended until {suspendedUntil}.',
  'problems.alreadyRequested': 'Your request {number} for this license is waiting for a decision.',
  'problems.alreadyPermitted': 'You already hold the roles you chose.',
  'problems.registrationRequired': 'A request needs a verified business e-mail address.',
  'problems.alreadyDecided.APPROVED': 'This request has already been approved.',
  'problems.alreadyDecided.DENIED': 'This request has already been denied.',
  'problems.alreadyDecided.WITHDRAWN': 'This request has been withdrawn.',
  'problems.alreadyDecided.EXPIRED': 'This request has expired.',

  'diagnosis.NOT_REGISTERED':
    'You have not registered a business e-mail address yet. Register the address that was given when the agreement was signed or the order was placed.',
  'diagnosis.ADDRESS_NOT_VERIFIED': '{address} is not verified yet. Please open the link in the mail you received.',
  'diagnosis.ADDRESS_DIFFERS_FROM_AGREEMENTS':
    'No agreement and no order names {address}. Please compare it with the address on your agreement. If they differ, register the right one; if they are the same, request permissions.',
  'diagnosis.NEW_ORDER_IN_PROGRESS':
    'Licenses of a new agreement that names {address} are being prepared. They appear by {dueAt} at the latest. There is no need to register again.',
  'diagnosis.REGISTRATION_LAPSED':
    'Your registration has lapsed because you had not signed in for a long time. Verify the same address again to get back what is still valid.',
  'diagnosis.PARTNER_ACCESS_NOT_CARRIED_OVER':
    'Access to customers’ licenses that you managed in eOpen did not carry over. Please ask an administrator at your customer to add you under Administration, Add user.',
  'diagnosis.NOTHING_KNOWN':
    '{address} is named as a contact, but the agreement has no license that you could see. If you know a Licensing ID, request permissions; otherwise contact support.',

  'mail.greeting': 'Dear {name},',
  'mail.signature': 'Volume Licensing Service Center (VLSC)',
  'mail.automatic': 'This mail was sent automatically. Replies are not read.',
  'mail.verify.subject': '[VLSC] Please confirm your business e-mail address',
  'mail.verify.body':
    'Somebody asked to register this business e-mail address with VLSC. To complete the registration, sign in with the same account and open this link.',
  'mail.verify.action': 'Complete registration',
  'mail.verify.keep':
    'The link is valid until {expiresAt}. Please keep this mail: once you are registered, the link looks for new permissions at any time.',
  'mail.verify.notYou': 'If this was not you, there is nothing to do. Opening the link alone gives nobody access.',
  'mail.permissionsChanged.subject': '[VLSC] Your permissions have changed',
  'mail.permissionsChanged.given': 'You have new permissions on {count} licenses.',
  'mail.permissionsChanged.ended': 'Your permissions on {count} licenses have ended because the contacts of the agreement changed.',
  'mail.permissionsChanged.action': 'See your permissions',
  'mail.accessRequested.subject': '[VLSC] Permission request {number}',
  'mail.accessRequested.body': '{requester} asks for permissions on Licensing ID {licensingId}.',
  'mail.accessRequested.roles': 'Roles asked for: {roles}',
  'mail.accessRequested.comment': 'Comment:',
  'mail.accessRequested.until': 'Please approve or deny it by {expiresAt}; without a decision it expires then.',
  'mail.accessRequested.private': 'The person asking is not told that you are an administrator.',
  'mail.accessRequested.action': 'Open the request',
  'mail.accessRequestReceived.subject': '[VLSC] We received your request {number}',
  'mail.accessRequestReceived.body':
    'Your request for permissions on Licensing ID {licensingId} has been passed on to its administrators. We will write to you when it is decided.',
  'mail.accessRequestApproved.subject': '[VLSC] Your request {number} was approved',
  'mail.accessRequestApproved.body': 'Your request for Licensing ID {licensingId} was approved. The permissions are in effect.',
  'mail.accessRequestApproved.roles': 'Roles given: {roles}',
  'mail.accessRequestDenied.subject': '[VLSC] Your request {number} was not approved',
  'mail.accessRequestDenied.body': 'Your request for Licensing ID {licensingId} was not approved.',
  'mail.accessRequestDecided.message': 'Message from the administrator:',
  'mail.accessRequestWithdrawn.subject': '[VLSC] Request {number} was withdrawn',
  'mail.accessRequestWithdrawn.body':
    'The request for Licensing ID {licensingId} was withdrawn by the person who asked. There is nothing to do.',
  'mail.accessRequest.action': 'See the request',
  'mail.license.action': 'Open the license',
  'mail.addressMoved.subject': '[VLSC] Your business e-mail address was registered elsewhere',
  'mail.addressMoved.body':
    '{address} was verified with another sign-in and no longer belongs to your previous account. If you did not do this, please contact support.',

  'roles.ADMINISTRATOR': 'Administrator',
  'roles.LICENSE_INFO': 'Licensing Info',
  'roles.PRODUCT_KEYS': 'Product Keys',
  'roles.DOWNLOADS': 'Downloads',
  'roles.SOFTWARE_ASSURANCE_MANAGER': 'Software Assurance Manager',
  'roles.ONLINE_SERVICES_MANAGER': 'Online Services Manager',
  'roles.SUBSCRIPTIONS_MANAGER': 'Subscriptions Manager',
};
