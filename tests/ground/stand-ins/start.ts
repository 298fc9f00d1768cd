/** The real start with stand-ins for the parts that are Nurt itself. */
import { join } from 'node:path';
import { launch } from '../../../ground/launch.ts';
import { partScripts } from '../../../ground/our-parts.ts';

const standIn = (name: string) => join(import.meta.dirname, `${name}.ts`);
const panel = process.env['NURT_TEST_PANEL'] === 'real' ? partScripts.panel : standIn('panel');
await launch(process.env, { mail: standIn('panel'), worker: standIn('worker'), panel });
