/** `npm run migrate`: brings the schema of DATABASE_URL up to this program's; `npm run migrate -- down` takes one back. */
import { readPartConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrateDown, migrateUp } from '../db/migrate.ts';
import { checkDatabase } from './outside-database.ts';
import { runningDatabase } from './running-database.ts';
import { failureText, speaker } from './say.ts';

const talk = speaker(process.env['NURT_LANG'] === 'en' ? 'en' : 'pl');

try {
  const { databaseUrl } = readPartConfig(runningDatabase(process.env));
  await checkDatabase(databaseUrl);
  const db = openDatabase(databaseUrl, { max: 2 });
  const isDown = process.argv[2] === 'down';
  const names = isDown ? await migrateDown(db) : await migrateUp(db);
  await db.close();
  const list = names.join(', ') || '–';
  talk.say(
    isDown
      ? { pl: `Cofnięte: ${list}`, en: `Taken back: ${list}` }
      : { pl: `Wykonane: ${list}`, en: `Applied: ${list}` },
  );
} catch (error) {
  console.error(failureText(error, talk.language));
  process.exitCode = 1;
}
