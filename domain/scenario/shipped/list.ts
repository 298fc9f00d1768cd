import { invitationCall } from './invitation-call.ts';
import { reactivation } from './reactivation.ts';
import type { ShippedScenario } from './shipped.ts';
import { welcome } from './welcome.ts';

/** The scenarios that come with Nurt. The texts they send are in `templates.ts`. */
export const shippedScenarios: readonly ShippedScenario[] = [invitationCall, welcome, reactivation];
