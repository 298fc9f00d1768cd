import type AdminJS from 'adminjs';
import type { PanelViewer } from '../../db/viewers.ts';

type Pruning = { readonly admin: AdminJS; readonly viewer: PanelViewer };

/** Of all that AdminJS would tell every page: only the resources that the viewer may open, and of the viewer only the name. */
export function prunedState(state: Record<string, unknown>, { viewer }: Pruning): Record<string, unknown> {
  return { ...state, session: { email: viewer.name }, pages: [], dashboard: {}, versions: {} };
}
