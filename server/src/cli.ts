import 'reflect-metadata';
import { Command } from 'commander';
import { openWorkplace } from './app/workplace.ts';
import { loadFeedFolder, tellFeedStatus } from './features/feed/feed-command.ts';
import { NoFeedFiles } from './features/feed/feed-loader.ts';
import { FeedIsLoading } from './features/feed/feed-lock.ts';
import { rotateKeys } from './features/feed/keys-command.ts';
import { EncryptionKeyMissing } from './features/licenses/key-rotation.ts';
import { resealSecrets } from './features/webhooks/webhook-secret.ts';
import { DataFolderLocked } from './platform/embedded-database.ts';
import { createLog } from './platform/log.ts';
import { Keyring, keysIn } from './platform/secrets.ts';
import { readSettings, SettingsRefused } from './platform/settings.ts';

/** Runs one command on the database that the server uses, and answers with the exit status of the process. */
async function run(command: (workplace: Awaited<ReturnType<typeof openWorkplace>>) => Promise<number>): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const workplace = await openWorkplace(settings, createLog(process.env['VLSC_LOG_LEVEL'] ?? 'warn'), {
      statementTimeout: 0,
      joinRunning: true,
    });
    try {
      process.exitCode = await command(workplace);
    } finally {
      await workplace.close();
    }
  } catch (error) {
    const isExpected =
      error instanceof SettingsRefused ||
      error instanceof DataFolderLocked ||
      error instanceof FeedIsLoading ||
      error instanceof NoFeedFiles ||
      error instanceof EncryptionKeyMissing;
    console.error(isExpected ? error.message : error);
    process.exitCode = 2;
  }
}

const program = new Command('vlsc').description('The command line of the Volume Licensing Service Center.').showHelpAfterError();
const feed = program.command('feed').description('the licensing feed');
feed
  .command('load')
  .description('loads the CSV files of a folder; exit status 0 only when nothing was rejected')
  .argument('<folder>', 'where the files are')
  .option('--dry-run', 'does everything and takes it back')
  .action((folder: string, { dryRun = false }: { dryRun?: boolean }) => run(workplace => loadFeedFolder(workplace, folder, dryRun)));
feed
  .command('status')
  .description('the last loads, and the licenses that are late: past receipt + 48 hours, and nobody has access')
  .action(() => run(workplace => tellFeedStatus(workplace)));

const keys = program.command('keys').description('the encryption keys of product keys');
keys
  .command('rotate')
  .description('seals every product key, and every secret of a webhook, under a new encryption key; can be cut off and run again')
  .action(() =>
    run(async workplace => {
      const status = await rotateKeys(workplace);
      const { settings, database, keyring } = workplace;
      const sealed = await resealSecrets(database, settings.encryptionKeys ? keyring : new Keyring(keysIn(settings.dataDir)));
      console.log(`All ${sealed.toLocaleString('en')} secrets of webhooks are sealed under it too.`);
      return status;
    }),
  );

await program.parseAsync();
