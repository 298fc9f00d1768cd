import React from 'react';

const paths = {
  today:
    'M12 3v2M12 19v2M5 12H3M21 12h-2M6.3 6.3 5 5M19 19l-1.3-1.3M6.3 17.7 5 19M19 5l-1.3 1.3M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  customers: 'M4 21V5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v16M14 9h5a1 1 0 0 1 1 1v11M2 21h20M8 8h2M8 12h2M8 16h2',
  cases: 'M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z',
  opportunities: 'M3 17l6-6 4 4 8-9M15 6h6v6',
  tasks: 'M9 6h11M9 12h11M9 18h11M4 6l1 1 1.5-2M4 12l1 1 1.5-2M4 18l1 1 1.5-2',
  calendar: 'M4 6a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM4 10h16M8 3v4M16 3v4',
  messages: 'M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9l-5 4V6a1 1 0 0 1 1-1',
  campaigns: 'M3 11v3l4 1 3 5h2l-1-5 9 3V6L7 10z',
  templates: 'M6 3h9l4 4v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M14 3v5h5M9 13h6M9 17h4',
  scenarios: 'M5 4h6v5H5zM13 15h6v5h-6zM8 9v5a2 2 0 0 0 2 2h3',
  import: 'M12 3v12M7 10l5 5 5-5M4 21h16',
  export: 'M12 15V3M7 8l5-5 5 5M4 21h16',
  reports: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  settings:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M19.4 13a7.6 7.6 0 0 0 0-2l2-1.5-2-3.4-2.3 1a7.5 7.5 0 0 0-1.8-1L15 3.5h-4l-.3 2.6a7.5 7.5 0 0 0-1.8 1l-2.3-1-2 3.4 2 1.5a7.6 7.6 0 0 0 0 2l-2 1.5 2 3.4 2.3-1a7.5 7.5 0 0 0 1.8 1l.3 2.6h4l.3-2.6a7.5 7.5 0 0 0 1.8-1l2.3 1 2-3.4z',
  users: 'M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M2 21a7 7 0 0 1 14 0M16 4.2a4 4 0 0 1 0 7.6M18 14.5a7 7 0 0 1 4 6.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21a8 8 0 0 1 16 0',
  find: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  mail: 'M3 6a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM3 7l9 6 9-6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  check: 'M5 12.5l4.5 4.5L19 7',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  undo: 'M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6',
  reload: 'M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  note: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01',
  flag: 'M5 21V4h12l-2 4 2 4H5',
  play: 'M7 4v16l13-8z',
  pause: 'M8 5v14M16 5v14',
  stop: 'M6 6h12v12H6z',
  lock: 'M6 11h12v10H6zM8 11V8a4 4 0 0 1 8 0v3',
  keyboard: 'M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8',
  key: 'M15.5 4a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M12.3 11.7 4 20M7 17l2.5 2.5',
  logout: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h10',
  moon: 'M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v2M12 19v2M5 12H3M21 12h-2M6.3 6.3 5 5M19 19l-1.3-1.3M6.3 17.7 5 19M19 5l-1.3 1.3',
  drag: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  rows: 'M4 6h16M4 12h16M4 18h16',
  menu: 'M4 7h16M4 12h16M4 17h16',
  filter: 'M4 5h16l-6 8v6l-4 2v-8z',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  file: 'M6 3h9l4 4v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M14 3v5h5',
  building: 'M4 21V5a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v16M2 21h20M8 8h2M14 8h2M8 12h2M14 12h2M10 21v-4h4v4',
  tag: 'M3 4h8l10 10-7 7L4 11zM8 8h.01',
  'arrow up': 'M12 19V5M6 11l6-6 6 6',
  'arrow down': 'M12 5v14M6 13l6 6 6-6',
  sort: 'M7 4v16M3 16l4 4 4-4M17 20V4M13 8l4-4 4 4',
  columns: 'M4 5h16v14H4zM9.5 5v14M15 5v14',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  palette:
    'M12 3a9 9 0 1 0 0 18c1.5 0 2-1 2-2s-.8-1.5 0-2.5 2-.5 3.5-.5A3.5 3.5 0 0 0 21 12.5C21 7 17 3 12 3M7.5 11h.01M10 7.5h.01M15 7.5h.01',
  clipboard: 'M9 4h6v4H9zM9 6H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-3',
  money: 'M3 7h18v10H3zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4M6 9v0M18 15v0',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as readonly IconName[];

/** A line drawing of 16 px. It never stands alone for its meaning: give the button or link a name. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="i"
      viewBox="0 0 24 24"
      aria-hidden="true"
      {...(size ? { style: { width: size, height: size } } : {})}
    >
      <path d={paths[name]} />
    </svg>
  );
}
