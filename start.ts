/** `npm start`: brings up everything that Nurt needs on this machine, and keeps it up until it is told to stop. */
import { launch } from './ground/launch.ts';

await launch(process.env);
