import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followEntitlements } from '../src/features/permissions/entitlements.ts';
import { dayOf } from '../src/platform/clock.ts';
import { sql, within } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open();
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

type License = Awaited<ReturnType<Portal['license']>>;
const roles = ['ADMINISTRATOR', 'LICENSE_INFO', 'PRODUCT_KEYS', 'DOWNLOADS'] as const;

interface World {
  readonly people: readonly Person[];
  readonly addresses: readonly string[];
  readonly licenses: readonly License[];
  readonly mbsa: string;
  readonly changes: string[];
  readonly requests: string[];
}

/** MBSA → master → enrollment with four licenses, one of them from MVLS, and a license apart; three people with two addresses each. */
async function newWorld(): Promise<World> {
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const master = await portal.agreement({ parentId: mbsa });
  const enrollment = await portal.agreement({ parentId: master });
  const licenses = [
    await portal.license({ agreementId: master }),
    await portal.license({ agreementId: enrollment }),
    await portal.license({ agreementId: enrollment, sourceSystem: 'MVLS' }),
    await portal.license(),
  ];
  const unique = crypto.randomUUID();
  const addresses = [0, 1, 2, 3, 4, 5].map(index => `p${index}-${unique}@world.example`);
  const people: Person[] = [];
  for (const index of [0, 1, 2]) people.push(await portal.person(`人 ${index}`, { address: addresses[index] }));
  for (const license of licenses) await portal.grant(people[0]!, license, 'ADMINISTRATOR');
  return { people, addresses, licenses, mbsa, changes: [], requests: [] };
}

type Step = (world: World) => Promise<unknown>;
/** What happens, in words; where it is what people do to each other's roles, no license may lose its last administrator by it. */
type Told = [words: string, step: Step, keepsAdministrators?: true];
const who = fc.integer({ min: 0, max: 2 });
/** Mostly the administrator: who else may do little. */
const actor = fc.constantFrom(0, 0, 0, 1, 2);
const which = fc.integer({ min: 0, max: 3 });
const some = fc.subarray([...roles], { minLength: 1 });
const ending = fc.constantFrom(null, 0, 20, 200);
const inDays = (days: number | null) => (days === null ? null : dayOf(new Date(portal.clock.now().getTime() + days * day)));
const mutate = (person: Person, field: string, type: string, selection: string, input: object) =>
  portal.ask(person, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, { input });

const steps: fc.Arbitrary<Told>[] = [
  fc.tuple(actor, who, which, some, ending).map(([by, to, on, wanted, until]) => [
    `${by} adds ${to} on ${on}: ${wanted} until ${until}`,
    async ({ people, addresses, licenses, changes }) => {
      const licensesGiven = [{ licenseId: licenses[on]!.nodeId, roles: wanted, endsOn: inDays(until) }];
      const input = { email: addresses[to], familyName: '人', givenName: String(to), licenses: licensesGiven };
      const answer = await mutate(people[by]!, 'addUser', 'AddUserInput', '... on UserAdded { changeId }', input);
      if (answer.data?.addUser?.changeId) changes.push(answer.data.addUser.changeId);
    },
    true,
  ]),
  fc.tuple(actor, who, which, fc.subarray([...roles]), ending).map(([by, of, on, wanted, until]) => [
    `${by} changes ${of} on ${on}: ${wanted} until ${until}`,
    async ({ people, licenses, changes }) => {
      const input = {
        userId: nodeId('User', people[of]!.id),
        licenses: [{ licenseId: licenses[on]!.nodeId, roles: wanted, endsOn: inDays(until) }],
      };
      const answer = await mutate(
        people[by]!,
        'changePermissions',
        'ChangePermissionsInput',
        '... on PermissionsChanged { changeId }',
        input,
      );
      if (answer.data?.changePermissions?.changeId) changes.push(answer.data.changePermissions.changeId);
    },
    true,
  ]),
  fc
    .tuple(who, who)
    .map(([by, of]) => [
      `${by} removes ${of}`,
      ({ people }) => mutate(people[by]!, 'removeUser', 'RemoveUserInput', '', { userId: nodeId('User', people[of]!.id) }),
      true,
    ]),
  fc.tuple(actor, who, who).map(([by, from, to]) => [
    `${by} copies from ${from} to ${to}`,
    ({ people }) =>
      mutate(people[by]!, 'copyPermissions', 'CopyPermissionsInput', '', {
        fromUserId: nodeId('User', people[from]!.id),
        toUserId: nodeId('User', people[to]!.id),
      }),
  ]),
  fc
    .tuple(who, which)
    .map(([by, on]) => [
      `${by} leaves ${on}`,
      ({ people, licenses }) => mutate(people[by]!, 'leaveLicense', 'LeaveLicenseInput', '', { licenseId: licenses[on]!.nodeId }),
      true,
    ]),
  who.map(by => [
    `${by} undoes the last change`,
    ({ people, changes }) =>
      changes.length > 0
        ? mutate(people[by]!, 'undoPermissionChange', 'UndoPermissionChangeInput', '', { changeId: changes.pop() })
        : Promise.resolve(),
    true,
  ]),
  fc.tuple(who, fc.constantFrom('TAKE_OVER', 'DECLINE'), fc.boolean()).map(([by, choice, confirms]) => [
    `${by} chooses ${choice}`,
    ({ people, mbsa }) =>
      mutate(people[by]!, 'chooseTakeover', 'ChooseTakeoverInput', '', {
        optionId: nodeId('TakeoverOption', mbsa),
        choice,
        confirmsWithoutAdministrator: confirms,
      }),
  ]),
  fc.tuple(who, which, some).map(([by, on, wanted]) => [
    `${by} asks for ${wanted} on ${on}`,
    async ({ people, licenses, requests }) => {
      const input = { program: 'ENTERPRISE', licensingId: licenses[on]!.licensingId, roles: wanted };
      const answer = await mutate(people[by]!, 'requestAccess', 'RequestAccessInput', '... on AccessRequest { id }', input);
      if (answer.data?.requestAccess?.id) requests.push(answer.data.requestAccess.id);
    },
  ]),
  fc
    .tuple(who, some)
    .map(([by, granted]) => [
      `${by} approves ${granted}`,
      ({ people, requests }) =>
        requests.length > 0
          ? mutate(people[by]!, 'approveAccessRequest', 'ApproveAccessRequestInput', '', { id: requests.at(-1), roles: granted })
          : Promise.resolve(),
    ]),
  fc
    .tuple(
      fc.integer({ min: 0, max: 5 }),
      which,
      fc.constantFrom('PRIMARY', 'SA_MANAGER'),
      fc.constantFrom('license', 'mbsa'),
      fc.boolean(),
    )
    .map(([address, on, type, place, isAdded]) => [
      `the feed ${isAdded ? 'names' : 'drops'} address ${address} as ${type} on ${place} ${on}`,
      async ({ people, addresses, licenses, mbsa }) => {
        const target = place === 'license' ? { licenseId: licenses[on]!.id } : { agreementId: mbsa };
        await portal.database.rows(sql`delete from contact where email = ${addresses[address]} and contact_type = ${type}
          and license_id is not distinct from ${target.licenseId ?? null}::uuid and agreement_id is not distinct from ${target.agreementId ?? null}::uuid`);
        if (isAdded) await portal.contact({ ...target, email: addresses[address]!, type });
        await portal.database.transaction(em =>
          followEntitlements(within(em), { userIds: people.map(({ id }) => id) }, { at: portal.clock.now(), actorId: null }),
        );
      },
    ]),
  fc.tuple(who, fc.integer({ min: 0, max: 5 })).map(([by, address]) => [
    `${by} registers and verifies address ${address}`,
    async ({ people, addresses }) => {
      const email = addresses[address]!;
      const answer = await mutate(people[by]!, 'registerBusinessEmail', 'RegisterBusinessEmailInput', '', {
        email,
        emailConfirmation: email,
      });
      if (answer.data?.registerBusinessEmail?.__typename !== 'VerificationSent') return;
      const [sent] = await portal.database.rows<{ count: number }>(
        sql`select count(*)::int as count from outbox_mail where recipient = ${email} and template = 'verify'`,
      );
      for (let tries = 0; tries < 50; tries++) {
        const links = (await portal.mails(email)).filter(({ text }) => text.includes('/verify/'));
        if (links.length >= (sent?.count ?? 1)) break;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      await portal.followLink(people[by]!, email, '');
    },
  ]),
  fc.tuple(who, fc.nat(2)).map(([by, index]) => [
    `${by} removes an own address`,
    async ({ people }) => {
      const found = await portal.ask(people[by]!, '{ viewer { businessEmails { id } } }');
      const id = found.data.viewer?.businessEmails[index]?.id;
      if (id) await mutate(people[by]!, 'removeBusinessEmail', 'RemoveBusinessEmailInput', '', { id, confirmsLoss: true });
    },
  ]),
  fc.constantFrom(1, 21, 201).map(days => [
    `${days} days pass`,
    async () => {
      portal.clock.pass(days * day);
      // sessions end in 400 days here, people stay signed in
      await portal.database.rows(
        sql`update session set last_seen_at = ${portal.clock.now()}, ends_at = ${new Date(portal.clock.now().getTime() + 399 * day)}`,
      );
    },
  ]),
  who.map(absent => [
    `${absent} stays away until the registration lapses`,
    async world => {
      const { people } = world;
      await portal.database.rows(
        sql`update user_account set last_signed_in_at = ${new Date(portal.clock.now().getTime() - 400 * day)} where id = ${people[absent]!.id}`,
      );
      await portal.database.rows(sql`update user_account set last_signed_in_at = ${portal.clock.now()} where id <> ${people[absent]!.id}`);
      await portal.server.timed.find(({ name }) => name === 'let-registrations-lapse')?.work();
      Object.assign(people[absent]!, await portal.signIn(people[absent]!));
    },
  ]),
];

/** Giving and the passing of time, without which the rest has little to act on. */
const oftenest = [steps[0]!, steps[0]!, steps[0]!, steps[1]!, steps.at(-2)!, steps.at(-2)!];

/** What each person may use, computed plainly from contacts, choices, grants and dates. */
async function expected({ people, licenses, mbsa }: World): Promise<Map<string, Map<string, Set<string>>>> {
  const { database, clock } = portal;
  const today = dayOf(clock.now());
  const [users, emails, contacts, choices, grants, tree] = await Promise.all([
    database.rows<{ id: string; lapsed_at: Date | null }>(sql`select id, lapsed_at from user_account`),
    database.rows<{ user_id: string; address: string }>(
      sql`select user_id, address from business_email where verified_at is not null and ended_at is null`,
    ),
    database.rows<{ agreement_id: string | null; license_id: string | null; contact_type: string; email: string }>(
      sql`select * from contact`,
    ),
    database.rows<{ user_id: string; is_taken_over: boolean }>(
      sql`select user_id, is_taken_over from takeover_choice where agreement_id = ${mbsa}`,
    ),
    database.rows<{ user_id: string; license_id: string; role: string; ends_on: string | null }>(
      sql`select user_id, license_id, role, ends_on from permission where source in ('ASSIGNED', 'REQUEST', 'SUPPORT')`,
    ),
    database.rows<{ id: string; source_system: string; above: string[] }>(sql`select license.id, source_system,
      (select array_agg(ancestor_id) from agreement_ancestry where agreement_ancestry.agreement_id = license.agreement_id) as above from license`),
  ]);
  const lapsed = new Set(users.filter(({ lapsed_at }) => lapsed_at).map(({ id }) => id));
  return new Map(
    people.map(({ id }) => {
      const held = new Map<string, Set<string>>();
      const add = (licenseId: string, role: string) => held.set(licenseId, (held.get(licenseId) ?? new Set()).add(role));
      if (!lapsed.has(id)) {
        const own = new Set(emails.filter(each => each.user_id === id).map(({ address }) => address));
        const isTakenOver = choices.some(each => each.user_id === id && each.is_taken_over);
        for (const { id: licenseId } of licenses) {
          const { above = [], source_system } = tree.find(each => each.id === licenseId) ?? {};
          for (const { email, license_id, agreement_id, contact_type } of contacts) {
            if (!own.has(email)) continue;
            const role = contact_type === 'SA_MANAGER' ? 'SOFTWARE_ASSURANCE_MANAGER' : 'ADMINISTRATOR';
            if (license_id === licenseId) add(licenseId, role);
            if (!agreement_id || !above.includes(agreement_id)) continue;
            if (role !== 'ADMINISTRATOR' || isTakenOver) add(licenseId, role);
            else if (source_system === 'MVLS') add(licenseId, 'LICENSE_INFO');
          }
        }
        for (const { user_id, license_id, role, ends_on } of grants) {
          if (user_id === id && (ends_on === null || ends_on >= today)) add(license_id, role);
        }
      }
      return [id, held];
    }),
  );
}

/** The licenses that have an administrator. */
async function administered(world: World): Promise<string[]> {
  const says = [...(await expected(world)).values()];
  return world.licenses.flatMap(({ id }) => (says.some(held => held.get(id)?.has('ADMINISTRATOR')) ? [id] : []));
}

/** What a person finds through a list, `node`, a nested field and a mutation. */
async function found(person: Person, { licenses }: World) {
  const nodes = licenses.map(({ nodeId: id }, index) => `n${index}: node(id: "${id}") { ... on License { id viewerRoles } }`).join(' ');
  const { data } = await portal.ask(
    person,
    `{ viewer { licenses(first: 50) { nodes { id viewerRoles } } permissions(first: 100) { nodes { role license { id } } } } ${nodes} }`,
  );
  const byId = (rows: ({ id: string; viewerRoles: string[] } | null)[]) =>
    Object.fromEntries(rows.flatMap(row => (row ? [[row.id, row.viewerRoles]] : [])).sort());
  const nested: Record<string, string[]> = {};
  for (const { role, license } of data.viewer.permissions.nodes)
    nested[license.id] = [...new Set([...(nested[license.id] ?? []), role])].sort();
  const administers: string[] = [];
  for (const { nodeId: licenseId } of licenses) {
    const input = { email: person.address, familyName: '人', givenName: '自', licenses: [{ licenseId, roles: ['DOWNLOADS'] }] };
    const answer = await mutate(person, 'addUser', 'AddUserInput', '... on UserAdded { changeId }', input);
    if (!answer.errors[0]) administers.push(licenseId);
    else expect(answer.errors[0].extensions.code).toBe('NOT_FOUND');
  }
  return {
    list: byId(data.viewer.licenses.nodes),
    nodes: byId(licenses.map((_, index) => data[`n${index}`])),
    nested: Object.fromEntries(Object.entries(nested).sort()),
    administers: administers.sort(),
  };
}

/** What staff are told that a person sees; every role in effect with its cause, everything else with an obstacle. */
async function explained(person: Person, { licenses }: World) {
  const causes = 'causes { kind }';
  const query = `query ($id: ID!, $n: String) { explainAccess(userId: $id, licensingId: $n) { license { isVisible license { id } obstacles { kind }
    permissions { isInEffect permission { role } ${causes} } } } }`;
  const seen: Record<string, string[]> = {};
  for (const { licensingId, nodeId: id } of licenses) {
    const { data } = await portal.ask(staff, query, { id: nodeId('User', person.id), n: licensingId });
    const { isVisible, permissions, obstacles } = data.explainAccess.license;
    const kinds = permissions.map((each: any) => each.causes.map(({ kind }: any) => kind));
    expect(kinds.filter((each: string[]) => each.length === 0 || each.includes('CAUSE_GONE'))).toEqual([]);
    expect(obstacles.length > 0).toBe(!isVisible);
    const roles = permissions.flatMap(({ isInEffect, permission }: any) => (isInEffect ? [permission.role] : []));
    if (isVisible) seen[id] = [...new Set<string>(roles)].sort();
  }
  return Object.fromEntries(Object.entries(seen).sort());
}

test('after anything that people and feeds do, everybody finds exactly what contacts, choices, grants and dates say, and staff are told why', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...steps, ...oftenest), { minLength: 4, maxLength: 16 }), async sequence => {
      const world = await newWorld();
      for (const [words, step, keepsAdministrators] of sequence) {
        const before = keepsAdministrators && (await administered(world));
        await step(world);
        const after = before && (await administered(world));
        if (before && after)
          expect(
            before.filter(id => !after.includes(id)),
            words,
          ).toEqual([]);
      }
      const says = await expected(world);
      for (const person of world.people) {
        const held = says.get(person.id) ?? new Map();
        const plain = Object.fromEntries(
          world.licenses
            .filter(({ id }) => held.has(id))
            .map(license => [license.nodeId, [...(held.get(license.id) ?? [])].sort()])
            .sort(),
        );
        const own = await portal.database.rows<{ address: string }>(
          sql`select address from business_email where user_id = ${person.id} and verified_at is not null and ended_at is null`,
        );
        const view = await found({ ...person, address: own[0]?.address ?? 'nobody@world.example' }, world);
        const administers = Object.entries(plain).flatMap(([id, list]) => ((list as string[]).includes('ADMINISTRATOR') ? [id] : []));
        expect(view).toEqual({
          list: plain,
          nodes: plain,
          nested: plain,
          administers: own.length > 0 ? administers.sort() : expect.anything(),
        });
        expect(await explained(person, world)).toEqual(plain);
      }
    }),
    { numRuns: Number(process.env['VLSC_PROPERTY_RUNS'] ?? 20), endOnFailure: false, reporter: undefined },
  );
});
