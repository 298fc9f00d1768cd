/** Of so many overlaps a warning counts the rest; that there are more it says without counting. */
export const MOST_CLASHES = 20;
