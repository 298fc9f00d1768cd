/** Every key of the panel, by the place where it works: the sheet that `?` opens and the table in the README say the same. */
export type Shortcut = {
  /** Each a key or several held together, parted by spaces. */
  readonly keys: readonly string[];
  readonly word: string;
};
export type Place = { readonly place: string; readonly shortcuts: readonly Shortcut[] };

export const shortcuts: readonly Place[] = [
  { place: 'keys.anywhere', shortcuts: [{ keys: ['Ctrl K'], word: 'keys.find' }] },
  {
    place: 'keys.lists',
    shortcuts: [
      { keys: ['J', 'K'], word: 'keys.walk' },
      { keys: ['Enter'], word: 'keys.open' },
      { keys: ['X'], word: 'keys.pick' },
      { keys: ['Shift'], word: 'keys.range' },
      { keys: ['E'], word: 'keys.edit' },
      { keys: ['M', 'Shift F10'], word: 'keys.row menu' },
      { keys: ['/'], word: 'keys.search' },
      { keys: ['F'], word: 'keys.condition' },
      { keys: ['N'], word: 'keys.new' },
      { keys: ['?'], word: 'keys.sheet' },
    ],
  },
  {
    place: 'keys.boards',
    shortcuts: [{ keys: ['Shift ←', 'Shift →'], word: 'keys.move card' }],
  },
  {
    place: 'room.today',
    shortcuts: [
      { keys: ['Enter'], word: 'keys.start work' },
      { keys: ['N'], word: 'keys.new task' },
    ],
  },
  {
    place: 'keys.work',
    shortcuts: [
      { keys: ['1–9'], word: 'keys.outcome' },
      { keys: ['Ctrl Enter'], word: 'keys.save next' },
      { keys: ['Z'], word: 'keys.call' },
      { keys: ['N'], word: 'keys.note' },
      { keys: ['O'], word: 'keys.postpone' },
      { keys: ['P'], word: 'keys.hand over' },
      { keys: ['H'], word: 'keys.finished' },
      { keys: ['Ctrl Z'], word: 'keys.take back' },
      { keys: ['Esc'], word: 'keys.leave' },
    ],
  },
  {
    place: 'calendar.title',
    shortcuts: [
      { keys: ['1–6'], word: 'keys.view' },
      { keys: ['←', '→'], word: 'keys.back and on' },
      { keys: ['T'], word: 'keys.today' },
      { keys: ['N'], word: 'keys.new task' },
      { keys: ['Shift F10'], word: 'keys.menu' },
      { keys: ['Alt ←', 'Alt →', 'Alt ↑', 'Alt ↓'], word: 'keys.move entry' },
      { keys: ['Shift ↑', 'Shift ↓'], word: 'keys.stretch' },
    ],
  },
];
