import { forgetAllDrafts } from '../components/drafts.ts';

/**
 * Ends the session and opens the login page; false where the server did not do it. Only then do half-written forms go: whoever
 * is still logged in goes on with them.
 */
export async function logOut(): Promise<boolean> {
  const request = { method: 'POST', headers: { 'X-Nurt': '1' } };
  const answer = await fetch('/admin/logout', request).catch(() => undefined);
  // 401: it was over before.
  if (answer?.status !== 204 && answer?.status !== 401) return false;
  forgetAllDrafts();
  // Names that were searched for or looked at are nobody else's business at this desk.
  sessionStorage.clear();
  window.location.assign('/admin/login');
  return true;
}
