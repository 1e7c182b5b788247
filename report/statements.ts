/**
 * The theorems as they are printed: TeX by the claim's id, set by hand beside the claim's own line, which a report shows too. A claim that is not
 * here is shown by its line alone; nothing is typeset by guessing.
 */
const t = String.raw;

/** As the metric claims are judged elsewhere than on the line: `atomic` puts these words before them. */
export const elsewhere: readonly string[] = ['in finite metric spaces: ', 'in R² and finite metric spaces: ', 'over densities: '];

export const statements: Readonly<Record<string, string>> = {
  'BR-A2.1-B': t`|D_\nu(x)| \le C_F`,
  'BR-A2.1-L': t`|D_\nu(x) - D_{\nu'}(x)| \le L_F\, W_1(\nu,\nu')`,
  'BR-A2.1-D': t`F(\nu') - F(\nu) = \int_0^1\!\!\int D_{\nu+s(\nu'-\nu)}\,d(\nu'-\nu)\,ds`,
  'BR-A-norm-osc': t`\operatorname{osc} D_\nu \le \omega_F \le 2C_F`,
  'BR-A-norm-lipschitz': t`\operatorname{osc}(D_\nu - D_{\nu'}) \le \Lambda_F\, W_1(\nu,\nu'), \qquad \Lambda_F \le 2L_F`,
  'BR-A-norm-median': t`\tilde m \le m_1`,
  'BR-A-slope': t`|D_\nu(x) - D_\nu(y)| \le \operatorname{Lip}_x\, d(x,y)`,
  'BR-A-smooth': t`|(D_\nu - D_{\nu'})(x) - (D_\nu - D_{\nu'})(y)| \le L_\nabla\, d(x,y)\, W_1(\nu,\nu')`,
  'BR-derivative-remainder': t`\Bigl|\frac{F(\nu+t(\nu'-\nu)) - F(\nu)}{t} - \int D_\nu\,d(\nu'-\nu)\Bigr| \le \frac t4\,\Lambda_F\, W_1(\nu,\nu')\,\|\nu'-\nu\|_1`,
  'BR-2.6d-modulus': t`F(\nu') \ge F(\nu) + \int D_\nu\,d(\nu'-\nu) - \frac\rho2\|\nu'-\nu\|_1^2`,
  'BR-2.6d-gap': t`\sigma > \rho \implies F^\sigma(\nu) - F^\sigma(\nu^*) \ge \frac{\sigma-\rho}2\,\|\nu-\nu^*\|_1^2`,
  'BR-2.3': t`W_1(\Psi\nu,\Psi\nu') \le \frac{L_F}\sigma\, e^{2C_F/\sigma}\bigl(1+e^{2C_F/\sigma}\bigr)\, m_1\; W_1(\nu,\nu')`,
  'BR-2.3a': t`W_1(\Psi\nu,\Psi\nu') \le \frac{L_F}\sigma\, e^{2C_F/\sigma}\bigl(1+e^{2C_F/\sigma}\bigr)\, \tilde m\; W_1(\nu,\nu'), \qquad \tilde m = \inf_a \int |x-a|\,d\xi`,
  'BR-2.3b': t`W_1(\Psi\nu,\Psi\nu') \le \frac{2L_F}\sigma\, e^{2C_F/\sigma}\,\tilde m\; W_1(\nu,\nu')`,
  'BR-2.3c': t`W_1(\Psi\nu,\Psi\nu') \le \frac{\Lambda_F}{2\sigma}\,\min\Bigl\{\tfrac12\operatorname{diam},\; 2\inf_a R_1(a),\; \inf_a \sqrt{R_2(a)}\Bigr\}\; W_1(\nu,\nu')`,
  'BR-2.3d': t`W_1(\Psi\nu,\Psi\nu') \le \frac{\Lambda_F\operatorname{diam}}{4\sigma}\; W_1(\nu,\nu')`,
  'BR-2.3e': t`W_1(\Psi\nu,\Psi\nu') \le \frac{L_\nabla}\sigma\,\inf_a R_2(a)\; W_1(\nu,\nu'), \qquad L_\nabla = \sup \frac{\operatorname{Lip}(D_\nu-D_{\nu'})}{W_1(\nu,\nu')}`,
  'BR-order-sharp': t`L_B \le L_{\mathrm{paper}}`,
  'BR-order-computed': t`L_{\mathrm{cert}} \le L_B`,
  'BR-threshold-paper': t`\sigma > 2C_F + e(e+1)\,L_F\,m_1 \implies L_{\mathrm{paper}} < 1`,
  'BR-threshold-sharp': t`\sigma > \sigma_B = \frac{2C_F}{W_0\bigl(C_F/(L_F\tilde m)\bigr)} \implies L_B < 1`,
  'BR-threshold-diameter': t`\sigma > \tfrac14\Lambda_F\operatorname{diam} \implies L_{\mathrm{diam}} < 1`,
  'BR-2.3f': t`W_1(\Psi\nu,\Psi\nu') \le \sup_\mu\max_e \bigl\|p\,(h_e - E_p h_e)\bigr\|_{\mathrm{KR}}\; W_1(\nu,\nu'), \qquad p = \Psi[\mu]`,
  'BR-2.4-minimiser': t`L < 1 \implies F^\sigma(\nu^*) \le F^\sigma(\nu)`,
  'BR-D3-upper': t`L < 1 \implies W_1(\nu,\nu^*) \le \frac{W_1(\Psi\nu,\nu)}{1-L}`,
  'BR-D3-lower': t`L < 1 \implies \frac{W_1(\Psi\nu,\nu)}{1+L} \le W_1(\nu,\nu^*)`,
  'BR-2.6b-value': t`F^\sigma(\nu) - F^\sigma(\nu^*) = \sigma\,\mathrm{KL}(\nu|\nu^*) + B, \qquad B = F(\nu) - F(\nu^*) - \int D_{\nu^*}\,d(\nu-\nu^*)`,
  'BR-2.6b-bregman': t`\Bigl|F(\nu) - F(\mu) - \int D_\mu\,d(\nu-\mu)\Bigr| \le \frac{\Lambda_F}4\, W_1(\nu,\mu)\,\|\nu-\mu\|_1`,
  'BR-2.5-fixed-points': t`L < 1 \implies W_1(\nu^*_\sigma,\nu^*_{\sigma'}) \le \frac{\omega_F}2\,\bar\kappa\;\Bigl|\frac1\sigma-\frac1{\sigma'}\Bigr|\Big/(1-L)`,
  'BR-gibbs': t`\int D\,d\nu + \sigma\,\mathrm{KL}(\nu|\xi) = \sigma\,\mathrm{KL}(\nu|p) - \sigma\ln Z, \qquad p = e^{-D/\sigma}\xi/Z`,
  'BR-2.4-dissipation': t`\int\Bigl(D_\nu + \sigma\ln\frac{d\nu}{d\xi}\Bigr)\,d(\Psi\nu-\nu) = -\sigma\,\bigl[\mathrm{KL}(\nu|\Psi\nu) + \mathrm{KL}(\Psi\nu|\nu)\bigr]`,
  'BR-TV': t`\mathrm{TV}(p,p') \le \tanh\bigl(\tfrac14\operatorname{osc} h\bigr), \qquad p' \propto e^{-h}p`,
  'BR-KL': t`\mathrm{KL}(p'|p) \le \tfrac18(\operatorname{osc} h)^2, \qquad p' \propto e^{-h}p`,
  'BR-D1': t`L < 1,\; 0 < a \le 1 \implies W_1(\nu_k,\nu^*) \le \bigl(1-a(1-L)\bigr)^k\, W_1(\nu_0,\nu^*)`,
  'BR-D2': t`L < 1 \implies W_1(\nu_k,\nu^*) \le r^k\, W_1(\nu_0,\nu^*) + a\sum_{j<k} r^{k-1-j}\,d_j, \qquad r = 1-a(1-L)`,
  'BR-flow-wp-growth': t`W_1(\nu_t,\nu'_t) \le e^{(L-1)(t-s)}\, W_1(\nu_s,\nu'_s)`,
  'BR-2.5': t`W_1(\nu_t,\nu'_t) \le e^{(L-1)t}\, W_1(\nu_0,\nu'_0) + K\,\Bigl|\frac1\sigma-\frac1{\sigma'}\Bigr|\int_0^t e^{(L-1)s}\,ds, \qquad K = \frac{\omega_F}2\,\bar\kappa`,
  'BR-2.6': t`L < 1 \implies 1 - L \le \frac{\ln W_1(\nu_s,\nu^*) - \ln W_1(\nu_t,\nu^*)}{t-s} \qquad (s < t)`,
  'BR-2.6-pair': t`L < 1 \implies 1 - L \le \frac{\ln W_1(\nu_s,\nu'_s) - \ln W_1(\nu_t,\nu'_t)}{t-s} \qquad (s < t)`,
  'BR-2.6b-TV': t`L < 1 \implies \mathrm{TV}(\nu_t,\nu^*) \le e^{-t}\,\mathrm{TV}_0 + \frac a{2\sigma}\,W_0\,\frac{e^{-(1-L)t}-e^{-t}}L, \qquad a = \tfrac12\Lambda_F`,
  'BR-2.6b-KL': t`L < 1 \implies \mathrm{KL}(\nu_t|\nu^*) \le e^{-t}\,\mathrm{KL}_0 + \frac{a^2W_0^2}{2\sigma^2}\,\frac{e^{-2(1-L)t}-e^{-t}}{2L-1}`,
  'BR-2.4-free-energy': t`s < t \implies F^\sigma(\nu_t) < F^\sigma(\nu_s) \quad\text{unless } \nu_0 = \Psi\nu_0`,
  'BR-2.6d-dominated': t`\sigma > \rho \implies F^\sigma(\nu) - F^\sigma(\nu^*) \le \sigma\,\bigl[\mathrm{KL}(\nu|\Psi\nu)+\mathrm{KL}(\Psi\nu|\nu)\bigr]\,\frac{2\sigma-\rho}{2(\sigma-\rho)}`,
  'BR-2.6d-TV': t`\sigma > \rho \implies \frac{\sigma-\rho}2\,\|\nu_t-\nu^*\|_1^2 \le e^{-rt}\bigl(F^\sigma(\nu_0)-F^\sigma(\nu^*)\bigr), \qquad r = \frac{2(\sigma-\rho)}{2\sigma-\rho}`,
  'BR-D4': t`L < 1,\; 0 < a \le 1 \implies W_1(\nu_k,\nu_{t=ka}) \le \frac a2\,\frac{(1+L)^2}{1-L}\, W_1(\nu_0,\nu^*)`,
  'BR-NS': t`\mathbb E\, W_1(\nu^N_k,\nu^*) \le r^k\,W_0 + \frac{\operatorname{diam}}{2\sqrt N}\,\frac{1-r^k}{1-r}, \qquad r = 1-a(1-L)`,
};

/** Judged over densities as they stand. */
const overDensities: Readonly<Record<string, string>> = { 'BR-2.3-density': 'BR-2.3', 'BR-2.3b-density': 'BR-2.3b' };

/** The id of the claim whose statement it is, elsewhere or not. */
export const baseOf = (id: string): string => overDensities[id] ?? id.replace(/-atomic$/, '');

/** The TeX of a claim, and the words before it. */
export function statementOf(id: string, says: string): { readonly words: string; readonly tex: string } | undefined {
  const tex = statements[baseOf(id)];
  const words = id === baseOf(id) ? '' : elsewhere.find((prefix) => says.startsWith(prefix));
  return tex === undefined || words === undefined ? undefined : { words, tex };
}
