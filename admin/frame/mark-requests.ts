/**
 * AdminJS's own forms talk through an axios that is sealed in its bundle. Every request of theirs gets the mark that a
 * foreign page cannot set (rule 21); an ended session goes to the login page instead of an English alert.
 */
const open = XMLHttpRequest.prototype.open;

XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
  const [, url] = args as [string, string | URL];
  open.apply(this, args as unknown as Parameters<typeof open>);
  if (new URL(url, window.location.href).origin !== window.location.origin) return;
  this.setRequestHeader('X-Nurt', '1');
  this.addEventListener('load', () => {
    if (this.status === 401) window.location.assign('/admin/login');
  });
} as typeof open;
