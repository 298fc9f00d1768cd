/** The real start with stand-ins for the parts that are Nurt itself. */
import { join } from 'node:path';
import { launch } from '../../../ground/launch.ts';

const standIn = (name: string) => join(import.meta.dirname, `${name}.ts`);
await launch(process.env, { mail: standIn('panel'), worker: standIn('worker'), panel: standIn('panel') });
