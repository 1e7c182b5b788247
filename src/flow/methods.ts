/**
 * The methods of the flow by name. `euler`: ν ← (1 − αh)ν + αhΨ[ν] (BR-D1); `picard`: `euler` with αh = 1, ν ← Ψ[ν]; `exponential`: ν ← e^{−αh}ν + (1 − e^{−αh})Ψ[ν]; `rk4`: the classical method of Runge and
 * Kutta; `adaptive`: Dormand and Prince's 5(4).
 */
export type Method = 'euler' | 'picard' | 'exponential' | 'rk4' | 'adaptive';
export const methods: readonly Method[] = ['euler', 'picard', 'exponential', 'rk4', 'adaptive'];
