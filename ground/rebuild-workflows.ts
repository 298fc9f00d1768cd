/** `npm run rebuild-workflows`: wakes every workflow that there should be. What Temporal has forgotten is started again. */
import { readPartConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { wakeEverything } from '../db/sweep.ts';
import { runningDatabase } from './running-database.ts';
import { failureText, speaker } from './say.ts';

const talk = speaker(process.env['NURT_LANG'] === 'en' ? 'en' : 'pl');

try {
  const db = openDatabase(readPartConfig(runningDatabase(process.env)).databaseUrl, { max: 2 });
  const targets = await wakeEverything(db);
  await db.close();
  talk.say({
    pl: `Obudzone: ${targets}. Worker podejmie je, gdy tylko działa.`,
    en: `Woken: ${targets}. The worker takes them up as soon as it runs.`,
  });
} catch (error) {
  console.error(failureText(error, talk.language));
  process.exitCode = 1;
}
