import 'reflect-metadata';
import { type RunningServer, startServer } from './app/server.ts';
import { DataFolderLocked } from './platform/embedded-database.ts';
import { createLog } from './platform/log.ts';
import { readSettings, SettingsRefused } from './platform/settings.ts';

const stopWithin = 15_000;

function welcome({ url, welcome: { inbox, people } }: RunningServer): void {
  console.log(`\n  VLSC is ready.\n\n  Portal     ${url}\n  GraphiQL   ${url}/graphiql`);
  if (inbox) console.log(`  Mail inbox ${inbox}`);
  if (people.length > 0) console.log('\n  Sample people who can sign in by one click (all invented):');
  for (const { name, note } of people) console.log(`    ${name}: ${note.en}`);
  console.log('');
}

function refuse(...lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

try {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel);
  const server = await startServer(settings, log);
  welcome(server);
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), stopWithin).unref();
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (error instanceof SettingsRefused) refuse(...error.lines);
  if (error instanceof DataFolderLocked) refuse(error.message);
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    refuse(`The port ${(error as { port?: number }).port} is taken. Stop what uses it, or set PORT to another one.`);
  }
  throw error;
}
