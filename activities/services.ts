import type { Db } from '../db/database.ts';
import type { Sender } from '../plugins/plugin.ts';
import type { Registry } from '../plugins/registry.ts';

/** What activities need; comes in by the front door. */
export type Services = {
  readonly db: Db;
  readonly plugins: Registry;
  /** Id of the installation: stands in workflow ids and task queues. */
  readonly installationId: string;
  readonly publicUrl: string;
  readonly secretKey: string;
  readonly filesDir: string;
  readonly log: (line: string, facts?: Readonly<Record<string, unknown>>) => void;
  /** Tests only: `now` of a move is the workflow's virtual time instead of the database's clock. */
  readonly testClock?: boolean;
  /** Tests only: what is put around sending. */
  readonly sendingDress?: SendingDress;
};

/** What tests put around the ledger of what goes out, and around the connections that it goes out by. */
export type SendingDress = {
  readonly ledger: (db: Db) => Db;
  readonly sender: (sender: Sender) => Sender;
};
