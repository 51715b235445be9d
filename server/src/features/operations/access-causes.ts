import { dayOf, later } from '../../platform/clock.ts';
import { nodeId } from '../../platform/node-id.ts';
import { permissionRow } from '../permissions/permission.queries.ts';
import type { UserRow } from '../users/user.queries.ts';
import { AccessCause, type AccessCauseKindName, type CauseAbout } from './access-explanation.ts';
import type { LicenseFacts, NamedContact, PersonFacts } from './access-facts.ts';

const instant = (at: Date | string | null): Date | null => (at === null ? null : new Date(at));
const administering = ['PRIMARY', 'NOTICES', 'ONLINE_ADMINISTRATOR'];
const managerRoles: Record<string, string> = {
  SA_MANAGER: 'SOFTWARE_ASSURANCE_MANAGER',
  ONLINE_SERVICES_MANAGER: 'ONLINE_SERVICES_MANAGER',
  SUBSCRIPTIONS_MANAGER: 'SUBSCRIPTIONS_MANAGER',
};

type Held = LicenseFacts['permissions'][number];
interface Gift {
  readonly role: string;
  readonly source: string;
  readonly kind: AccessCauseKindName;
}

const cause = (kind: AccessCauseKindName, about: CauseAbout | { by?: UserRow | null } = {}): AccessCause =>
  new AccessCause(kind, about as CauseAbout);

/** What a contact row gives whoever verified its address; null for an MBSA that was not taken over, where nothing came from MVLS. */
function giftOf({ contactType, program, agreementNumber, isTakenOver }: NamedContact, sourceSystem: string): Gift | null {
  const role = administering.includes(contactType) ? 'ADMINISTRATOR' : (managerRoles[contactType] ?? '');
  if (program !== 'MBSA' || role !== 'ADMINISTRATOR')
    return { role, source: 'CONTACT', kind: agreementNumber === null ? 'NAMED_ON_LICENSE' : 'NAMED_ON_AGREEMENT' };
  if (isTakenOver) return { role, source: 'TAKEOVER', kind: 'TAKEN_OVER' };
  return sourceSystem === 'MVLS' ? { role: 'LICENSE_INFO', source: 'MVLS', kind: 'KEPT_FROM_MVLS' } : null;
}

const isAddress = (person: PersonFacts, state: 'verified' | 'unverified' | 'given up') => {
  const addresses = new Set(
    person.addresses
      .filter(({ verifiedAt, endedAt }) => state === (endedAt ? 'given up' : verifiedAt ? 'verified' : 'unverified'))
      .map(({ address }) => address),
  );
  return ({ email }: { email: string }) => addresses.has(email);
};

const aboutContact = (facts: LicenseFacts, { email, agreementNumber, contactType }: NamedContact) => ({
  address: email,
  place: agreementNumber ?? facts.licensingId,
  contactType,
});

const contractSources = ['CONTACT', 'TAKEOVER', 'MVLS'];

/** Where a permission comes from: every contact row that gives it, or the act that gave it. */
function originsOf(held: Held, facts: LicenseFacts, person: PersonFacts): AccessCause[] {
  const { role, source, grantedAt } = held;
  const given = { at: new Date(grantedAt), by: held.grantedBy };
  const isAtThatMoment = (at: string | null) => at !== null && Date.parse(at) === given.at.getTime();
  if (contractSources.includes(source)) {
    const causes = facts.contacts.filter(isAddress(person, 'verified')).flatMap(contact => {
      const gift = giftOf(contact, facts.sourceSystem);
      if (gift?.role !== role || gift.source !== source) return [];
      return [cause(gift.kind, { ...aboutContact(facts, contact), at: instant(contact.isTakenOver ? contact.chosenAt : null) })];
    });
    return causes.length > 0 ? causes : [cause('CAUSE_GONE', { at: given.at })];
  }
  if (source === 'REQUEST') {
    const request = facts.requests.find(each => isAtThatMoment(each.closedAt) && each.grantedRoles.includes(role));
    return [
      cause('REQUEST_APPROVED', { ...given, number: request?.number ?? '—', subjectId: request && nodeId('AccessRequest', request.id) }),
    ];
  }
  if (source === 'SUPPORT') {
    const ours = facts.cases.find(({ closedAt }) => isAtThatMoment(closedAt)) ?? facts.cases[0];
    return [cause('GIVEN_BY_SUPPORT', { ...given, number: ours?.number ?? '—', subjectId: ours && nodeId('SupportCase', ours.id) })];
  }
  const invitation = facts.invitations.find(each => each.isOfPerson && isAtThatMoment(each.acceptedAt) && each.roles.includes(role));
  if (!invitation) return [cause('ASSIGNED', given)];
  return [cause('INVITATION_ACCEPTED', { ...given, address: invitation.address, subjectId: nodeId('Invitation', invitation.id) })];
}

/** The last instant of a day, as permissions end. */
const endOf = (day: string): Date => later(new Date(`${day}T00:00:00Z`), 24 * 3600_000);

const isOver = (endsOn: string | null, at: Date): endsOn is string => endsOn !== null && endsOn < dayOf(at);

export function explainPermissions(facts: LicenseFacts, person: PersonFacts, at: Date) {
  const lapsedAt = instant(person.lapsedAt);
  return facts.permissions.map(held => ({
    permission: permissionRow({ ...held, license: undefined }),
    isInEffect: !lapsedAt && !isOver(held.endsOn, at),
    causes: [
      ...originsOf(held, facts, person),
      ...(isOver(held.endsOn, at) ? [cause('END_DATE_PASSED', { until: endOf(held.endsOn) })] : []),
      ...(lapsedAt ? [cause('SUSPENDED_BY_LAPSE', { at: lapsedAt })] : []),
    ],
  }));
}

/** Why a person has no permission in effect on a license: what is on file first, what is missing last. */
export function obstaclesTo(facts: LicenseFacts, person: PersonFacts, at: Date): AccessCause[] {
  const lapsedAt = instant(person.lapsedAt);
  const causes = [
    ...(lapsedAt ? [cause('SUSPENDED_BY_LAPSE', { at: lapsedAt })] : []),
    ...facts.permissions.flatMap(({ endsOn }) => (isOver(endsOn, at) ? [cause('END_DATE_PASSED', { until: endOf(endsOn) })] : [])),
    ...addressObstacles(facts, person),
    ...takeoverObstacles(facts, person),
    ...requestObstacles(facts, at),
    ...invitationObstacles(facts, at),
    ...facts.ended
      .slice(0, 1)
      .map(({ at: endedAt, source, by }) =>
        cause('PERMISSION_ENDED', { at: instant(endedAt), by: contractSources.includes(source) ? null : by }),
      ),
    ...notNamed(facts, person),
  ];
  return unique(causes);
}

function addressObstacles(facts: LicenseFacts, person: PersonFacts): AccessCause[] {
  const [isUnverified, isGivenUp] = [isAddress(person, 'unverified'), isAddress(person, 'given up')];
  const waiting = person.addresses.filter(({ verifiedAt, endedAt }) => !verifiedAt && !endedAt);
  if (person.addresses.every(({ endedAt }) => endedAt) && !facts.contacts.some(isGivenUp)) return [cause('NOT_REGISTERED')];
  return [
    ...facts.contacts.filter(isUnverified).map(contact => cause('ADDRESS_NOT_VERIFIED', aboutContact(facts, contact))),
    ...facts.contacts.filter(isGivenUp).map(contact => {
      const { endedAt = null } = person.addresses.find(({ address }) => address === contact.email) ?? {};
      return cause('ADDRESS_GIVEN_UP', { ...aboutContact(facts, contact), at: instant(endedAt) });
    }),
    ...waiting
      .filter(({ address }) => !facts.contacts.some(({ email }) => email === address))
      .map(({ address }) => cause('ADDRESS_NOT_VERIFIED', { address })),
  ];
}

function takeoverObstacles(facts: LicenseFacts, person: PersonFacts): AccessCause[] {
  return facts.contacts.filter(isAddress(person, 'verified')).flatMap(contact => {
    const gift = giftOf(contact, facts.sourceSystem);
    if (!gift) {
      const kind = contact.isTakenOver === null ? 'TAKEOVER_NOT_CHOSEN' : 'TAKEOVER_DECLINED';
      return [cause(kind, { ...aboutContact(facts, contact), at: instant(contact.chosenAt) })];
    }
    const isGiven = facts.permissions.some(({ role, source }) => role === gift.role && source === gift.source);
    return isGiven ? [] : [cause('NOT_GIVEN_YET', aboutContact(facts, contact))];
  });
}

function requestObstacles({ requests }: LicenseFacts, at: Date): AccessCause[] {
  return requests.slice(0, 1).flatMap(({ id, number, status, isEscalated, requestedAt, expiresAt, closedAt, decidedBy }) => {
    const [about, due] = [{ number, subjectId: nodeId('AccessRequest', id) }, new Date(expiresAt)];
    if (status === 'PENDING' && (isEscalated || due > at))
      return [cause('REQUEST_PENDING', { ...about, at: instant(requestedAt), until: due })];
    if (status === 'PENDING' || status === 'EXPIRED') return [cause('REQUEST_EXPIRED', { ...about, at: instant(closedAt) ?? due })];
    if (status === 'DENIED') return [cause('REQUEST_DENIED', { ...about, at: instant(closedAt), by: decidedBy })];
    return status === 'WITHDRAWN' ? [cause('REQUEST_WITHDRAWN', { ...about, at: instant(closedAt) })] : [];
  });
}

function invitationObstacles({ invitations }: LicenseFacts, at: Date): AccessCause[] {
  return invitations.flatMap(({ id, address, acceptedAt, withdrawnAt, sentAt, expiresAt, invitedBy }) => {
    const about = { address, subjectId: nodeId('Invitation', id), by: invitedBy };
    if (acceptedAt) return [];
    if (withdrawnAt) return [cause('INVITATION_WITHDRAWN', { ...about, at: instant(withdrawnAt), by: null })];
    if (new Date(expiresAt) <= at) return [cause('INVITATION_EXPIRED', { ...about, at: instant(expiresAt) })];
    return [cause('INVITATION_WAITING', { ...about, at: instant(sentAt), until: instant(expiresAt) })];
  });
}

function notNamed(facts: LicenseFacts, person: PersonFacts): AccessCause[] {
  const isKnown = (email: string) => person.addresses.some(({ address }) => address === email);
  if (facts.contacts.some(({ email }) => isKnown(email))) return [];
  const domains = person.addresses.filter(({ verifiedAt, endedAt }) => verifiedAt && !endedAt).map(({ address }) => address.split('@')[1]);
  const isPartner = facts.sourceSystem === 'EOPEN' && facts.partnerDomain !== null && domains.includes(facts.partnerDomain);
  return [
    ...facts.contacts.slice(0, 5).map(contact => cause('OTHER_ADDRESS_NAMED', aboutContact(facts, contact))),
    ...(isPartner ? [cause('PARTNER_ACCESS_NOT_CARRIED_OVER', { place: facts.licensingId })] : []),
    ...(person.addresses.some(({ endedAt }) => !endedAt) ? [cause('NOT_NAMED', { place: facts.licensingId })] : []),
  ];
}

/** Why a number says nothing: it is no license's, or not yet. */
export function unknownLicense(licensingId: string, person: PersonFacts, at: Date, orderDue: number): AccessCause[] {
  const awaited = person.emptyAgreements
    .map(({ address, number, firstLoadedAt }) => ({ address, place: number, until: later(new Date(firstLoadedAt), orderDue) }))
    .filter(({ until }) => until > at);
  return [cause('LICENSE_UNKNOWN', { place: licensingId }), ...awaited.map(about => cause('ORDER_IN_PROGRESS', about))];
}

function unique(causes: readonly AccessCause[]): AccessCause[] {
  const seen = new Map(causes.map(each => [JSON.stringify([each.kind, each.address, each.place, each.until, each.subjectId]), each]));
  return [...seen.values()];
}
