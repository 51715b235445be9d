import { paths } from '@vlsc/shared/paths.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open({ VLSC_UNDO: 'PT2M' });
});
afterAll(() => portal?.close());

/** The roles by assignment on a license, by name, as the API tells them to whoever has signed in. */
const assignedOn = (page: Page, licensingId: string): Promise<string[]> =>
  page.evaluate(async id => {
    const query = `{ viewer { managedUsers(first: 20) { nodes { name permissions(first: 50) { nodes { role source license { licensingId } } } } } } }`;
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const people = (await answer.json()).data.viewer.managedUsers.nodes as {
      name: string;
      permissions: { nodes: { role: string; source: string; license: { licensingId: string } }[] };
    }[];
    return people
      .flatMap(({ name, permissions }) =>
        permissions.nodes
          .filter(({ source, license }) => source === 'ASSIGNED' && license.licensingId === id)
          .map(({ role }) => `${name} ${role}`),
      )
      .sort();
  }, licensingId);

test('何人かを選んで権限をまとめて変更し、一人ずつの結果を確認して、すべて元に戻せる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', paths.manageUsers);
  expect(await page.getByRole('checkbox', { name: '佐藤 花子 さんを選択' }).count()).toBe(0);
  const boxes = page.getByRole('checkbox', { name: /さんを選択$/ });
  await boxes.first().focus();
  await page.keyboard.press('Space');
  await boxes.last().click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: '選択したユーザー' });
  await bar.getByText('2 人を選択中').waitFor();
  const opener = bar.getByRole('button', { name: '権限を変更…' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '2 人の権限の変更' });
  await dialog.getByText('山本 優希').waitFor();
  await dialog.getByRole('button', { name: '2 人の権限を変更する' }).click();
  await dialog.getByText('ライセンスを 1 つ以上選択してください。').waitFor();
  await dialog.getByRole('checkbox', { name: '60900003' }).focus();
  await page.keyboard.press('Space');
  await dialog.getByRole('button', { name: '2 人の権限を変更する' }).click();
  await dialog.getByText('変更する権限か終了日を指定してください。').waitFor();
  await dialog.getByRole('checkbox', { name: /プロダクト キー/ }).focus();
  await page.keyboard.press('Space');
  // what only one of them holds, and nobody touches, stays as it is
  const partly = dialog.getByRole('checkbox', { name: /ダウンロード/ });
  expect(await partly.evaluate(box => (box as HTMLInputElement).indeterminate)).toBe(true);
  await dialog.getByRole('radio', { name: '誰の分も行わない' }).check();
  expect(await violationsOf(page)).toEqual([]);
  const before = await assignedOn(page, '60900003');
  expect(before).toEqual(['山本 優希 DOWNLOADS']);
  await dialog.getByRole('button', { name: '2 人の権限を変更する' }).click();
  await dialog.getByText('2 人の権限を変更しました').waitFor();
  const results = dialog.getByRole('list', { name: '一人ずつの結果' });
  expect(await results.getByText('変更しました (ライセンス 1 件)').count()).toBe(2);
  expect(await violationsOf(page)).toEqual([]);
  expect(await assignedOn(page, '60900003')).toEqual([...before, '山本 優希 PRODUCT_KEYS', '田中 健 PRODUCT_KEYS'].sort());

  await results.getByRole('button', { name: '元に戻す: 田中 健' }).click();
  await results.getByText('元に戻しました').waitFor();
  expect(await assignedOn(page, '60900003')).toEqual([...before, '山本 優希 PRODUCT_KEYS'].sort());
  await results.getByRole('button', { name: '元に戻す: 山本 優希' }).click();
  await expect.poll(() => results.getByText('元に戻しました').count()).toBe(2);
  expect(await assignedOn(page, '60900003')).toEqual(before);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => opener.evaluate(element => element === document.activeElement)).toBe(true);

  // and all of them together
  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox', { name: '60900003' }).check();
  await dialog.getByRole('checkbox', { name: /プロダクト キー/ }).check();
  await dialog.getByRole('button', { name: '2 人の権限を変更する' }).click();
  await dialog.getByRole('button', { name: '2 人分をすべて元に戻す' }).click();
  await expect.poll(() => results.getByText('元に戻しました').count()).toBe(2);
  expect(await assignedOn(page, '60900003')).toEqual(before);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('貼り付けたアドレスの何人かをまとめて追加し、できなかった人は理由とともに残る', async () => {
  const visitor = await portal.visitor({ width: 320 });
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', paths.addUser);
  await page.getByText('複数の人', { exact: true }).click();
  const paste = page.getByRole('textbox', { name: '勤務先電子メール アドレス' }).first();
  await paste.fill(
    '高橋 凛 <rin.takahashi@contoso-shoji.example>；ｉｃｈｉｒｏ．ｍｏｒｉ＠contoso-shoji.example\nhanako.sato@contoso-shoji.example\n山田',
  );
  await paste.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('3 人を一覧に加えました。 アドレスの見つからない 1 件は入力欄に残しました。').waitFor();
  expect(await paste.inputValue()).toBe('山田');
  await paste.fill('');
  const row = (number: number) => page.getByRole('group', { name: `${number} 人目` });
  expect(
    await row(1)
      .getByRole('textbox')
      .evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value)),
  ).toEqual(['rin.takahashi@contoso-shoji.example', '高橋', '凛']);
  expect(await row(2).getByLabel('姓').inputValue()).toBe('Mori');
  await row(2).getByLabel('姓').fill('');
  const submit = page.getByRole('button', { name: '3 人を追加する' });
  await page.getByRole('checkbox', { name: '60900003' }).check();
  await page.getByRole('checkbox', { name: /ダウンロード/ }).check();
  await submit.click();
  await row(2).getByText('入力してください。').waitFor();
  expect(
    await row(2)
      .getByLabel('姓')
      .evaluate(element => element === document.activeElement),
  ).toBe(true);
  await page.keyboard.type('森');
  expect(await violationsOf(page)).toEqual([]);

  await page.getByRole('radio', { name: '誰の分も行わない' }).check();
  await submit.click();
  await page.getByText('誰も追加していません').waitFor();
  await page.getByText('できない人がいたため、すべて取りやめました。').waitFor();
  expect(await assignedOn(page, '60900003')).not.toContain('高橋 凛 DOWNLOADS');
  await page.getByRole('radio', { name: 'できる人だけ行う' }).check();
  await submit.click();
  await page.getByText('2 人を追加しました').waitFor();
  expect(await assignedOn(page, '60900003')).toContain('高橋 凛 DOWNLOADS');
  await portal.mailTo('ichiro.mori@contoso-shoji.example', '');
  expect(await row(1).getByRole('textbox').first().inputValue()).toBe('hanako.sato@contoso-shoji.example');
  expect(await row(2).count()).toBe(0);
  expect(await violationsOf(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await row(1).getByRole('button', { name: 'hanako.sato@contoso-shoji.example を一覧から外す' }).click();
  await page.getByRole('button', { name: 'ほかの人を追加する' }).click();
  await page.getByRole('button', { name: 'ユーザーを追加する' }).waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
