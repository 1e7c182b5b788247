/** One multiplier for more effort: BANACH_EFFORT=10 npm test. */
export const effort = Number(process.env.BANACH_EFFORT ?? 1);
