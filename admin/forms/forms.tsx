/** The chunk with our own drawing of AdminJS's plain forms. */
export { FormList } from './list.tsx';
export { FormRecord } from './record.tsx';
