/** Of the drawn path, in pixels; the style sheet beside it says the same. */
const step = 176;
const height = 84;
const gap = 44;

export const sizes = { step, height, gap, row: height + gap } as const;
