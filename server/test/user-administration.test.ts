import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { day, type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

type License = Awaited<ReturnType<Portal['license']>>;
const userId = (person: Person) => nodeId('User', person.id);
const problem = '... on Problem { message nextSteps { kind path } }';
const changed = `__typename ${problem}
  ... on PermissionsChanged { licenseCount changeId undoUntil remaining { role source } managedUser { name licenseCount } }
  ... on LastAdministrator { licenseCount licenses { licensingId } }`;

const addUser = (person: Person | null, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: AddUserInput!) { addUser(input: $input) { __typename ${problem}
      ... on UserAdded { isInvited changeId managedUser { id name addresses status licenseCount invitations(first: 5) { nodes { id roles endsOn status message license { licensingId } } } } }
      ... on InvitationsPaused { sendAgainAt } } }`,
    { input: { familyName: '渡辺', givenName: '舞', ...input } },
  );
const change = (person: Person, input: Record<string, unknown>) =>
  portal.ask(person, `mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { ${changed} } }`, { input });
const copy = (person: Person, input: Record<string, unknown>) =>
  portal.ask(person, `mutation ($input: CopyPermissionsInput!) { copyPermissions(input: $input) { ${changed} } }`, { input });
const remove = (person: Person, input: Record<string, unknown>) =>
  portal.ask(person, `mutation ($input: RemoveUserInput!) { removeUser(input: $input) { ${changed} } }`, { input });
const undo = (person: Person, changeId: string) =>
  portal.ask(person, `mutation ($input: UndoPermissionChangeInput!) { undoPermissionChange(input: $input) { ${changed} } }`, {
    input: { changeId },
  });
const leave = (person: Person, license: License) =>
  portal.ask(
    person,
    `mutation ($input: LeaveLicenseInput!) { leaveLicense(input: $input) { __typename ${problem} ... on LicenseLeft { licensingId } } }`,
    { input: { licenseId: license.nodeId } },
  );
const managed = async (person: Person, args = '') =>
  (
    await portal.ask(
      person,
      `{ viewer { managedUsers(first: 50${args}) { totalCount nodes { id name addresses status isViewer licenseCount user { id }
        permissions(first: 20) { nodes { role source endsOn viewerCanChange license { licensingId } } } invitations(first: 5) { nodes { id status } } } } } }`,
    )
  ).data.viewer.managedUsers;
const rolesOf = async (person: Person, license: License): Promise<string[]> =>
  (await portal.ask(person, `query ($id: String!) { license(licensingId: $id) { viewerRoles } }`, { id: license.licensingId })).data.license
    ?.viewerRoles ?? [];
const history = async (person: Person, license: License) =>
  (
    await portal.ask(
      person,
      `query ($id: String!) { license(licensingId: $id) { history(first: 20) { nodes { action roles source address endsOn isUndo message actor { displayName } person { displayName } } } } }`,
      { id: license.licensingId },
    )
  ).data.license.history.nodes;

/** Two licenses with Aoi and Beni as administrators. */
async function scene() {
  const [aoi, beni, mai] = [await portal.person('管理 葵'), await portal.person('管理 紅'), await portal.person('同僚 舞')];
  const [first, second] = [await portal.license(), await portal.license()];
  for (const license of [first, second])
    for (const administrator of [aoi, beni]) await portal.grant(administrator, license, 'ADMINISTRATOR');
  return { aoi, beni, mai, first, second };
}
const address = () => `${crypto.randomUUID()}@partner.example`;

describe('adding a user', () => {
  test('somebody known has the roles at once, different ones on each license, and is told without a name', async () => {
    const { aoi, mai, first, second } = await scene();
    const answer = await addUser(aoi, {
      email: mai.address.toUpperCase(),
      licenses: [
        { licenseId: first.nodeId, roles: ['PRODUCT_KEYS', 'DOWNLOADS'] },
        { licenseId: second.nodeId, roles: ['LICENSE_INFO'], endsOn: '2027-03-31' },
      ],
      message: 'よろしくお願いします。',
    });
    expect(answer.data.addUser).toMatchObject({
      __typename: 'UserAdded',
      isInvited: false,
      managedUser: { name: '同僚 舞', addresses: [mai.address], status: 'ACTIVE', licenseCount: 2 },
    });
    expect([await rolesOf(mai, first), await rolesOf(mai, second)]).toEqual([['DOWNLOADS', 'PRODUCT_KEYS'], ['LICENSE_INFO']]);
    const [mail] = await portal.mails(mai.address);
    expect(mail?.text).toContain('> よろしくお願いします。');
    expect(mail?.text).toContain(`${second.licensingId} (`);
    for (const secret of [aoi.name, aoi.address]) expect(JSON.stringify(mail)).not.toContain(secret);
    expect((await history(aoi, second))[0]).toMatchObject({
      action: 'PERMISSION_GIVEN',
      roles: ['LICENSE_INFO'],
      endsOn: '2027-03-31',
      actor: { displayName: '管理 葵' },
      person: { displayName: '同僚 舞' },
      message: 'よろしくお願いします。',
    });
  });

  test('somebody unknown is invited, and what waits becomes permissions when the address is verified', async () => {
    const { aoi, first, second } = await scene();
    const email = address();
    const licenses = [first, second].map(({ nodeId: licenseId }) => ({ licenseId, roles: ['ADMINISTRATOR'] }));
    const answer = await addUser(aoi, { email, licenses });
    expect(answer.data.addUser).toMatchObject({
      isInvited: true,
      changeId: null,
      managedUser: { name: '渡辺 舞', addresses: [email], status: 'INVITATION_SENT', licenseCount: 2 },
    });
    const [mail] = await portal.mails(email);
    expect(mail?.text).toContain(email);
    for (const secret of [aoi.name, aoi.address, first.licensingId]) expect(JSON.stringify(mail)).not.toContain(secret);

    const again = await addUser(aoi, { email, licenses });
    expect(again.data.addUser.managedUser.licenseCount).toBe(2);

    const newcomer = await portal.person('渡辺 舞', { registered: false });
    await portal.ask(newcomer, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email, emailConfirmation: email },
    });
    const verified = await portal.followLink(
      newcomer,
      email,
      '... on BusinessEmailVerified { newLicenseCount accessReturn { lost { role: roles } } }',
      2,
    );
    expect(verified.data.verifyBusinessEmail).toEqual({ __typename: 'BusinessEmailVerified', newLicenseCount: 2, accessReturn: null });
    expect(await portal.mails(email)).toHaveLength(2);
    expect(await rolesOf(newcomer, first)).toEqual(['ADMINISTRATOR']);
    expect((await portal.mails(aoi.address)).at(-1)?.text).toContain(email);
    expect((await managed(aoi, `, search: "${email}"`)).nodes).toMatchObject([
      { status: 'ACTIVE', licenseCount: 2, invitations: { nodes: [] } },
    ]);
  });

  test('an invitation expires after 60 days, can be sent again, and is withdrawn', async () => {
    const { aoi, mai, first } = await scene();
    const email = address();
    const invited = (await addUser(aoi, { email, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data.addUser.managedUser;
    const ids = invited.invitations.nodes.map(({ id }: { id: string }) => id);
    const resend = (person: Person) =>
      portal.ask(
        person,
        `mutation ($input: InvitationsInput!) { resendInvitation(input: $input) { __typename ... on InvitationsChanged { invitations { status } } ... on InvitationsPaused { sendAgainAt } } }`,
        { input: { ids } },
      );
    expect((await resend(aoi)).data.resendInvitation.__typename).toBe('InvitationsPaused');
    expect((await resend(mai)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    portal.clock.pass(61 * day);
    expect(
      (await managed(aoi, ', statuses: [INVITATION_EXPIRED]')).nodes.map(({ addresses }: { addresses: string[] }) => addresses[0]),
    ).toContain(email);
    expect((await resend(aoi)).data.resendInvitation.invitations).toEqual([{ status: 'SENT' }]);
    await portal.mails(email, 2);
    const withdraw = () =>
      portal.ask(aoi, `mutation ($input: InvitationsInput!) { withdrawInvitation(input: $input) { invitations { status } } }`, {
        input: { ids },
      });
    expect((await withdraw()).data.withdrawInvitation.invitations).toEqual([{ status: 'WITHDRAWN' }]);
    expect((await withdraw()).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await portal.mails(email, 3)).at(-1)?.subject).toContain('取り消し');
    expect((await managed(aoi, `, search: "${email}"`)).totalCount).toBe(0);
    expect((await history(aoi, first)).map(({ action }: { action: string }) => action).slice(0, 3)).toEqual([
      'INVITATION_WITHDRAWN',
      'INVITATION_SENT',
      'INVITATION_SENT',
    ]);
  });

  test('nobody gives themself roles by sending an invitation again that has become their own', async () => {
    const { aoi, beni, first } = await scene();
    const second = address();
    const { managedUser } = (await addUser(aoi, { email: second, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data
      .addUser;
    portal.clock.pass(61 * day);
    await portal.ask(beni, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email: second, emailConfirmation: second },
    });
    await portal.followLink(beni, second, '', 2);
    const resent = await portal.ask(beni, 'mutation ($input: InvitationsInput!) { resendInvitation(input: $input) { __typename } }', {
      input: { ids: managedUser.invitations.nodes.map(({ id }: { id: string }) => id) },
    });
    expect(resent.data.resendInvitation.__typename).toBe('OwnPermissions');
    expect(await rolesOf(beni, first)).toEqual(['ADMINISTRATOR']);
  });

  test('an invitation to a second address shortens nothing that the person holds already', async () => {
    const { aoi, mai, first } = await scene();
    await addUser(aoi, { email: mai.address, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] });
    const second = address();
    await addUser(aoi, {
      email: second,
      licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS', 'PRODUCT_KEYS'], endsOn: '2027-03-31' }],
    });
    await portal.ask(mai, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email: second, emailConfirmation: second },
    });
    await portal.followLink(mai, second, '', 2);
    const [seen] = (await managed(aoi, `, search: "${mai.address}"`)).nodes;
    expect(seen.permissions.nodes.map(({ role, endsOn }: Record<string, unknown>) => [role, endsOn]).sort()).toEqual([
      ['DOWNLOADS', null],
      ['PRODUCT_KEYS', '2027-03-31'],
    ]);
  });

  test('what two administrators give one address stays apart: each role with its own end, and on record as given by its giver', async () => {
    const { aoi, beni, first } = await scene();
    const email = address();
    await addUser(aoi, { email, licenses: [{ licenseId: first.nodeId, roles: ['ADMINISTRATOR'], endsOn: '2028-01-31' }] });
    await addUser(beni, { email, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] });
    expect((await managed(aoi, `, search: "${email}"`)).nodes[0]).toMatchObject({ licenseCount: 1, invitations: { nodes: [{}, {}] } });
    await remove(beni, { userId: userId(aoi) });
    const newcomer = await portal.person('新任', { registered: false });
    await portal.ask(newcomer, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email, emailConfirmation: email },
    });
    await portal.followLink(newcomer, email, '', 3);
    const held = (await managed(beni, `, search: "${email}"`)).nodes[0].permissions.nodes;
    expect(held.map(({ role, endsOn }: Record<string, unknown>) => [role, endsOn]).sort()).toEqual([
      ['ADMINISTRATOR', '2028-01-31'],
      ['DOWNLOADS', null],
    ]);
    expect(
      (await history(beni, first))
        .slice(0, 2)
        .map(({ roles, actor }: any) => [roles[0], actor.displayName])
        .sort(),
    ).toEqual([
      ['ADMINISTRATOR', '管理 葵'],
      ['DOWNLOADS', '管理 紅'],
    ]);
    // who no longer administers the license is not told who does
    await portal.mails(beni.address);
    const told = await portal.database.rows<{ recipient: string }>(
      sql`select recipient from outbox_mail where template = 'invitation-accepted' and data ->> 'address' = ${email}`,
    );
    expect(told).toEqual([{ recipient: beni.address }]);
  });

  test('an invitation that has expired gives nothing when the address is verified, and gives it at once when it is sent again', async () => {
    const { aoi, first } = await scene();
    const email = address();
    const { managedUser } = (await addUser(aoi, { email, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data.addUser;
    portal.clock.pass(61 * day);
    const late = await portal.person('遅れた 人', { registered: false });
    await portal.ask(late, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email, emailConfirmation: email },
    });
    const verified = await portal.followLink(late, email, '... on BusinessEmailVerified { newLicenseCount }', 2);
    expect(verified.data.verifyBusinessEmail.newLicenseCount).toBe(0);
    expect(await rolesOf(late, first)).toEqual([]);
    const resent = await portal.ask(
      aoi,
      'mutation ($input: InvitationsInput!) { resendInvitation(input: $input) { ... on InvitationsChanged { invitations { status } } } }',
      { input: { ids: managedUser.invitations.nodes.map(({ id }: { id: string }) => id) } },
    );
    expect(resent.data.resendInvitation.invitations).toEqual([{ status: 'ACCEPTED' }]);
    expect(await rolesOf(late, first)).toEqual(['DOWNLOADS']);
  });

  test('who does not administer every license named adds nobody, and learns nothing', async () => {
    const { aoi, mai, first } = await scene();
    const foreign = await portal.license();
    for (const [person, licenses] of [
      [mai, [first]],
      [aoi, [first, foreign]],
      [aoi, [{ nodeId: nodeId('License', crypto.randomUUID()) }]],
    ] as const) {
      const answer = await addUser(person, {
        email: address(),
        licenses: licenses.map(({ nodeId: licenseId }) => ({ licenseId, roles: ['DOWNLOADS'] })),
      });
      expect(answer.errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
    expect(
      (await addUser(aoi, { email: aoi.address, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data.addUser.__typename,
    ).toBe('OwnPermissions');
  });

  test.each([
    ['several addresses', { email: 'a@b.example, c@d.example' }, 'input.email'],
    ['no name', { familyName: ' 　' }, 'input.familyName'],
    ['no license', { licenses: [] }, 'input.licenses'],
    ['no role', { roles: [] }, 'input.licenses.0.roles'],
    ['a name with a link', { familyName: 'http://evil.example/' }, 'input.familyName'],
    ['a day that is over', { endsOn: '2020-01-01' }, 'input.licenses.0.endsOn'],
    ['a message that is too long', { message: 'あ'.repeat(1001) }, 'input.message'],
  ])('%s is told at its field', async (_what, { roles = ['DOWNLOADS'], endsOn = null, ...input }: Record<string, unknown>, path) => {
    const { aoi, first } = await scene();
    const answer = await addUser(aoi, { email: 'x@partner.example', licenses: [{ licenseId: first.nodeId, roles, endsOn }], ...input });
    expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.extensions.fields?.map(field => field.path)).toContain(path);
  });
});

describe('managing users', () => {
  test('the list holds everybody on the licenses that I administer, and only what they hold there', async () => {
    const { aoi, beni, mai, first, second } = await scene();
    const foreign = await portal.license();
    await portal.grant(mai, foreign, 'ADMINISTRATOR');
    await portal.grant(mai, second, 'PRODUCT_KEYS');
    const list = await managed(aoi);
    expect(list.nodes.map(({ name, isViewer, licenseCount }: Record<string, unknown>) => [name, isViewer, licenseCount])).toEqual(
      [
        ['同僚 舞', false, 1],
        ['管理 紅', false, 2],
        ['管理 葵', true, 2],
      ].sort(
        (a, b) =>
          list.nodes.findIndex((each: { name: unknown }) => each.name === a[0]) -
          list.nodes.findIndex((each: { name: unknown }) => each.name === b[0]),
      ),
    );
    const seen = list.nodes.find(({ name }: { name: string }) => name === '同僚 舞');
    expect(seen.permissions.nodes).toEqual([
      { role: 'PRODUCT_KEYS', source: 'ASSIGNED', endsOn: null, viewerCanChange: true, license: { licensingId: second.licensingId } },
    ]);
    expect((await managed(mai)).nodes.map(({ name }: { name: string }) => name)).toEqual(['同僚 舞']);
    const stranger = await portal.person('よその人');
    expect((await managed(stranger)).totalCount).toBe(0);
    const byId = async (person: Person, id: string) =>
      (await portal.ask(person, 'query ($id: ID!) { node(id: $id) { ... on ManagedUser { name } } }', { id })).data.node;
    expect([await byId(beni, seen.id), await byId(stranger, seen.id)]).toEqual([{ name: '同僚 舞' }, null]);
    expect((await managed(aoi, `, licensingId: "${first.licensingId}"`)).totalCount).toBe(2);
  });

  test('roles are replaced as wanted; what the contract gives stays and cannot be changed', async () => {
    const { aoi, first } = await scene();
    const email = address();
    await portal.contact({ licenseId: first.id, email, type: 'SA_MANAGER' });
    const contact = await portal.person('連絡先 太郎', { address: email });
    await portal.grant(contact, first, 'DOWNLOADS');
    const answer = await change(aoi, {
      userId: userId(contact),
      licenses: [{ licenseId: first.nodeId, roles: ['PRODUCT_KEYS'], endsOn: '2027-12-31' }],
      message: '担当が変わりました。',
    });
    expect(answer.data.changePermissions).toMatchObject({
      licenseCount: 1,
      remaining: [{ role: 'SOFTWARE_ASSURANCE_MANAGER', source: 'CONTACT' }],
    });
    expect(await rolesOf(contact, first)).toEqual(['PRODUCT_KEYS', 'SOFTWARE_ASSURANCE_MANAGER']);
    expect((await history(aoi, first)).slice(0, 2)).toMatchObject([
      { action: 'PERMISSION_GIVEN', roles: ['PRODUCT_KEYS'], endsOn: '2027-12-31', message: '担当が変わりました。' },
      { action: 'PERMISSION_ENDED', roles: ['DOWNLOADS'] },
    ]);
    const removed = await remove(aoi, { userId: userId(contact) });
    expect(removed.data.removeUser).toMatchObject({ remaining: [{ source: 'CONTACT' }], managedUser: { licenseCount: 1 } });
    expect(await rolesOf(contact, first)).toEqual(['SOFTWARE_ASSURANCE_MANAGER']);
    portal.clock.pass(day);
    expect(
      (await change(aoi, { userId: userId(contact), licenses: [{ licenseId: first.nodeId, roles: [] }] })).data.changePermissions,
    ).toMatchObject({
      licenseCount: 0,
      changeId: null,
    });
  });

  test('a role with an end date holds on its last day and not on the next', async () => {
    const { aoi, mai, first } = await scene();
    const endsOn = portal.clock.now().toISOString().slice(0, 10);
    await addUser(aoi, { email: mai.address, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'], endsOn }] });
    expect(await rolesOf(mai, first)).toEqual(['DOWNLOADS']);
    portal.clock.pass(day);
    expect(await rolesOf(mai, first)).toEqual([]);
    expect((await managed(aoi, `, search: "${mai.address}"`)).totalCount).toBe(0);
  });

  test('roles are copied from a person to another, and from a license to others', async () => {
    const { aoi, beni, mai, first, second } = await scene();
    await portal.grant(mai, first, 'DOWNLOADS');
    await portal.grant(mai, first, 'PRODUCT_KEYS');
    expect(
      (await copy(aoi, { fromUserId: userId(mai), fromLicenseId: first.nodeId, toLicenseIds: [second.nodeId] })).data.copyPermissions,
    ).toMatchObject({ __typename: 'PermissionsChanged', licenseCount: 1 });
    expect(await rolesOf(mai, second)).toEqual(['DOWNLOADS', 'PRODUCT_KEYS']);
    const ren = await portal.person('新任 蓮');
    const unknown = await copy(aoi, { fromUserId: userId(beni), toUserId: userId(ren) });
    expect(unknown.errors[0]?.extensions.code).toBe('NOT_FOUND');
    await addUser(aoi, { email: ren.address, licenses: [{ licenseId: first.nodeId, roles: ['LICENSE_INFO'] }] });
    expect((await copy(aoi, { fromUserId: userId(beni), toUserId: userId(ren) })).data.copyPermissions.licenseCount).toBe(2);
    expect([await rolesOf(ren, first), await rolesOf(ren, second)]).toEqual([['ADMINISTRATOR', 'LICENSE_INFO'], ['ADMINISTRATOR']]);
  });

  test('a change is undone as if it had not been, and nobody is told; after ten seconds it is too late', async () => {
    const { aoi, beni, first } = await scene();
    const before = await portal.database.rows(
      sql`select role, source, granted_at from permission where user_id = ${beni.id} order by license_id`,
    );
    const { changeId, licenseCount } = (await remove(aoi, { userId: userId(beni) })).data.removeUser;
    expect([licenseCount, await rolesOf(beni, first)]).toEqual([2, []]);
    expect((await undo(beni, changeId)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await undo(aoi, changeId)).data.undoPermissionChange).toMatchObject({ __typename: 'PermissionsChanged', licenseCount: 2 });
    expect(
      await portal.database.rows(sql`select role, source, granted_at from permission where user_id = ${beni.id} order by license_id`),
    ).toEqual(before);
    expect((await history(aoi, first)).slice(0, 2)).toMatchObject([
      { action: 'PERMISSION_GIVEN', isUndo: true },
      { action: 'PERMISSION_ENDED', isUndo: false },
    ]);
    expect((await undo(aoi, changeId)).data.undoPermissionChange.__typename).toBe('UndoTooLate');
    expect(await portal.database.rows(sql`select from outbox_mail where recipient = ${beni.address}`)).toEqual([]);

    const late = (await remove(aoi, { userId: userId(beni) })).data.removeUser.changeId;
    portal.clock.pass(20_000);
    expect((await undo(aoi, late)).data.undoPermissionChange.__typename).toBe('UndoTooLate');
    expect((await portal.mails(beni.address))[0]?.text).toContain(`${first.licensingId} (`);
  });

  test('what somebody else has changed since is not undone', async () => {
    const { aoi, beni, mai, first } = await scene();
    const { changeId } = (await addUser(aoi, { email: mai.address, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data
      .addUser;
    await change(beni, { userId: userId(mai), licenses: [{ licenseId: first.nodeId, roles: ['LICENSE_INFO'] }] });
    expect((await undo(aoi, changeId)).data.undoPermissionChange.__typename).toBe('UndoTooLate');
    expect(await rolesOf(mai, first)).toEqual(['LICENSE_INFO']);
  });

  test('an undo takes away nothing that another administrator gave meanwhile', async () => {
    const { aoi, beni, mai, first } = await scene();
    const asked = await portal.ask(
      mai,
      'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }',
      {
        input: { program: 'ENTERPRISE', licensingId: first.licensingId, roles: ['DOWNLOADS'] },
      },
    );
    const { changeId } = (await addUser(aoi, { email: mai.address, licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] })).data
      .addUser;
    await portal.ask(beni, 'mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { __typename } }', {
      input: { id: asked.data.requestAccess.id, roles: ['DOWNLOADS'] },
    });
    expect((await undo(aoi, changeId)).data.undoPermissionChange.__typename).toBe('UndoTooLate');
    expect(await rolesOf(mai, first)).toEqual(['DOWNLOADS']);
  });

  test('somebody whose address another sign-in has verified is given nothing any more', async () => {
    const { aoi, mai, first } = await scene();
    const asked = await portal.ask(
      mai,
      'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }',
      {
        input: { program: 'ENTERPRISE', licensingId: first.licensingId, roles: ['DOWNLOADS'] },
      },
    );
    const taker = await portal.person('新しい サインイン', { registered: false });
    await portal.ask(taker, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email: mai.address, emailConfirmation: mai.address },
    });
    await portal.mails(mai.address, 2);
    await portal.followLink(taker, mai.address, '', 2);
    const approved = await portal.ask(
      aoi,
      'mutation ($input: ApproveAccessRequestInput!) { approveAccessRequest(input: $input) { __typename ... on AlreadyDecided { accessRequest { status } } } }',
      { input: { id: asked.data.requestAccess.id, roles: ['DOWNLOADS'] } },
    );
    expect(approved.data.approveAccessRequest).toEqual({ __typename: 'AlreadyDecided', accessRequest: { status: 'WITHDRAWN' } });
    const given = await change(aoi, { userId: userId(mai), licenses: [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }] });
    expect(given.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('nobody changes their own roles, and nobody who cannot be seen is changed', async () => {
    const { aoi, first } = await scene();
    const stranger = await portal.person('よその人');
    const own = [{ licenseId: first.nodeId, roles: ['DOWNLOADS'] }];
    expect((await change(aoi, { userId: userId(aoi), licenses: own })).data.changePermissions.__typename).toBe('OwnPermissions');
    expect((await remove(aoi, { userId: userId(aoi) })).data.removeUser.__typename).toBe('OwnPermissions');
    for (const id of [userId(stranger), nodeId('User', crypto.randomUUID())]) {
      expect((await change(aoi, { userId: id, licenses: own })).errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});

describe('the last administrator', () => {
  test('can be neither removed nor downgraded nor given an end date, nor leave', async () => {
    const { aoi, beni, first, second } = await scene();
    await portal.database.rows(sql`delete from permission where user_id = ${aoi.id} and license_id = ${second.id}`);
    await portal.grant(beni, second, 'DOWNLOADS');
    expect((await remove(aoi, { userId: userId(beni) })).data.removeUser.__typename).toBe('PermissionsChanged');
    expect(await rolesOf(beni, second)).toEqual(['ADMINISTRATOR', 'DOWNLOADS']);
    expect((await leave(beni, second)).data.leaveLicense.__typename).toBe('LastAdministrator');
    expect((await leave(aoi, first)).data.leaveLicense).toMatchObject({
      __typename: 'LastAdministrator',
      nextSteps: [{ kind: 'ADD_USER', path: `/administration/users/new?licenses=${first.licensingId}` }],
    });
    await portal.grant(beni, first, 'ADMINISTRATOR');
    expect((await leave(aoi, first)).data.leaveLicense).toEqual({ __typename: 'LicenseLeft', licensingId: first.licensingId });
    const successor = await portal.person('後任 葉');
    await addUser(beni, {
      email: successor.address,
      licenses: [{ licenseId: first.nodeId, roles: ['ADMINISTRATOR'], endsOn: '2027-06-30' }],
    });
    expect((await leave(beni, first)).data.leaveLicense.__typename).toBe('LastAdministrator');
    expect((await remove(successor, { userId: userId(beni), licenseIds: [first.nodeId] })).data.removeUser.__typename).toBe(
      'LastAdministrator',
    );
    await change(beni, { userId: userId(successor), licenses: [{ licenseId: first.nodeId, roles: ['ADMINISTRATOR'] }] });
    expect((await leave(beni, first)).data.leaveLicense.__typename).toBe('LicenseLeft');
  });

  test('whose registration has lapsed does not count', async () => {
    const { aoi, beni, first } = await scene();
    await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${beni.id}`);
    expect((await leave(aoi, first)).data.leaveLicense.__typename).toBe('LastAdministrator');
    expect((await managed(aoi, ', statuses: [LAPSED]')).nodes.map(({ name }: { name: string }) => name)).toEqual(['管理 紅']);
  });

  test('who is named on the contract does not leave, and is not removed', async () => {
    const { aoi, first } = await scene();
    const email = address();
    await portal.contact({ licenseId: first.id, email });
    const contact = await portal.person('連絡先 花', { address: email });
    expect((await leave(contact, first)).data.leaveLicense.__typename).toBe('HeldByContract');
    expect((await remove(aoi, { userId: userId(contact) })).data.removeUser).toMatchObject({
      licenseCount: 0,
      remaining: [{ role: 'ADMINISTRATOR', source: 'CONTACT' }],
    });
  });

  test('licenses with a single administrator are found by those who administer them, and by nobody else', async () => {
    const { aoi, beni, mai, first } = await scene();
    const alone = async (person: Person) =>
      (await portal.ask(person, '{ licenses(first: 50, filter: { hasSingleAdministrator: true }) { nodes { licensingId } } }')).data
        .licenses.nodes;
    expect(await alone(aoi)).toEqual([]);
    await portal.grant(mai, first, 'LICENSE_INFO');
    await leave(beni, first);
    expect(await alone(aoi)).toEqual([{ licensingId: first.licensingId }]);
    expect(await alone(mai)).toEqual([]);
  });
});

test('a partner sees the customers that gave something, with their licenses, and not the own organization', async () => {
  const partner = await portal.person('販売 次郎', { address: `jiro${Math.random()}@reseller.example` });
  const customer = await portal.agreement({ organizationName: '株式会社お客様' });
  const own = await portal.agreement({ organizationName: 'ライセンス販売', emailDomain: 'reseller.example' });
  const [theirs, ours] = [await portal.license({ agreementId: customer }), await portal.license({ agreementId: own })];
  await portal.grant(partner, theirs, 'PRODUCT_KEYS');
  await portal.grant(partner, ours, 'ADMINISTRATOR');
  const answer = await portal.ask(
    partner,
    '{ viewer { managedCustomers(first: 10) { totalCount nodes { organization { name } licenseCount roles licenses(first: 10) { nodes { licensingId } } } } } }',
  );
  expect(answer.data.viewer.managedCustomers).toEqual({
    totalCount: 1,
    nodes: [
      {
        organization: { name: '株式会社お客様' },
        licenseCount: 1,
        roles: ['PRODUCT_KEYS'],
        licenses: { nodes: [{ licensingId: theirs.licensingId }] },
      },
    ],
  });
});
