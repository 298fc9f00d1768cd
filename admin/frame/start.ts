/** The last script of the page: AdminJS's globals stand, so its application can be drawn. */
type Root = { render(element: unknown): void };
const { createRoot, AdminJS } = window as unknown as {
  createRoot(element: HTMLElement): Root;
  AdminJS: { Application: unknown };
};

createRoot(document.getElementById('app')!).render(AdminJS.Application);
