import type AdminJS from 'adminjs';
import type { PanelViewer } from '../../db/viewers.ts';
import { ScopedResource } from './scoped-resource.ts';

type Pruning = { readonly admin: AdminJS; readonly viewer: PanelViewer };

/** Of all that AdminJS would tell every page: only the tables that the viewer may open, and of the viewer only the name. */
export function prunedState(state: Record<string, unknown>, { admin, viewer }: Pruning): Record<string, unknown> {
  const resources = (state['resources'] as { id: string }[]).filter(({ id }) => {
    const resource = admin.findResource(id) as unknown;
    return resource instanceof ScopedResource && resource.mayDo(viewer, 'list');
  });
  return { ...state, resources, session: { email: viewer.name }, pages: [], dashboard: {}, versions: {} };
}
