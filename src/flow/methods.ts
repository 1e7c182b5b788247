/** The methods of the flow by name: `picard` is `euler` with αh = 1: ν ← Ψ[ν]. `adaptive` is Dormand and Prince's 5(4). */
export type Method = 'euler' | 'picard' | 'exponential' | 'rk4' | 'adaptive';
export const methods: readonly Method[] = ['euler', 'picard', 'exponential', 'rk4', 'adaptive'];
