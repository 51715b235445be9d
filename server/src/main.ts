import 'reflect-metadata';
import { startServer } from './app/server.ts';
import { DataFolderLocked } from './platform/embedded-database.ts';
import { createLog } from './platform/log.ts';
import { readSettings, SettingsRefused } from './platform/settings.ts';

const stopWithin = 15_000;

function refuse(...lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

try {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel);
  const server = await startServer(settings, log);
  console.log(`VLSC is ready: ${server.url}`);
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
