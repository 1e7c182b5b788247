;; The two products of src/table.ts on pairs of doubles (128-bit SIMD, no relaxed operation: the same bits everywhere).
;; Addresses are in bytes, 8 a double; they need not be aligned. The table is row by row, k rows of n.
(module
  (memory (export "memory") 1)

  ;; out_j = Σ_i table_ji p_i. Eight partial sums, of the columns i ≡ 0, …, 7 (mod 8), and that of the last n mod 8 columns:
  ;; ((s0 + s2) + (s4 + s6)) + ((s1 + s3) + (s5 + s7)) + rest.
  (func (export "times") (param $k i32) (param $n i32) (param $table i32) (param $p i32) (param $out i32)
    (local $mass i32) (local $eights i32) (local $end i32) (local $rest f64)
    (local $s01 v128) (local $s23 v128) (local $s45 v128) (local $s67 v128)
    (local.set $eights (i32.add (local.get $p) (i32.shl (i32.and (local.get $n) (i32.const -8)) (i32.const 3))))
    (local.set $end (i32.add (local.get $p) (i32.shl (local.get $n) (i32.const 3))))
    (loop $rows
      (local.set $mass (local.get $p))
      (local.set $s01 (v128.const f64x2 0 0))
      (local.set $s23 (v128.const f64x2 0 0))
      (local.set $s45 (v128.const f64x2 0 0))
      (local.set $s67 (v128.const f64x2 0 0))
      (local.set $rest (f64.const 0))
      (block $summed
        (loop $columns
          (br_if $summed (i32.eq (local.get $mass) (local.get $eights)))
          (local.set $s01 (f64x2.add (local.get $s01) (f64x2.mul (v128.load (local.get $table)) (v128.load (local.get $mass)))))
          (local.set $s23 (f64x2.add (local.get $s23)
            (f64x2.mul (v128.load offset=16 (local.get $table)) (v128.load offset=16 (local.get $mass)))))
          (local.set $s45 (f64x2.add (local.get $s45)
            (f64x2.mul (v128.load offset=32 (local.get $table)) (v128.load offset=32 (local.get $mass)))))
          (local.set $s67 (f64x2.add (local.get $s67)
            (f64x2.mul (v128.load offset=48 (local.get $table)) (v128.load offset=48 (local.get $mass)))))
          (local.set $table (i32.add (local.get $table) (i32.const 64)))
          (local.set $mass (i32.add (local.get $mass) (i32.const 64)))
          (br $columns)))
      (block $done
        (loop $columns
          (br_if $done (i32.eq (local.get $mass) (local.get $end)))
          (local.set $rest (f64.add (local.get $rest) (f64.mul (f64.load (local.get $table)) (f64.load (local.get $mass)))))
          (local.set $table (i32.add (local.get $table) (i32.const 8)))
          (local.set $mass (i32.add (local.get $mass) (i32.const 8)))
          (br $columns)))
      (local.set $s01 (f64x2.add
        (f64x2.add (local.get $s01) (local.get $s23))
        (f64x2.add (local.get $s45) (local.get $s67))))
      (f64.store (local.get $out) (f64.add
        (f64.add (f64x2.extract_lane 0 (local.get $s01)) (f64x2.extract_lane 1 (local.get $s01)))
        (local.get $rest)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $rows (local.tee $k (i32.sub (local.get $k) (i32.const 1))))))

  ;; out_i ← out_i + s_0 table_0i + s_1 table_1i + …, added up from the left. Eight columns at a time: the last step may reach up to seven doubles
  ;; beyond out and beyond the table, and leaves nonsense in the former.
  (func (export "addCombination") (param $k i32) (param $n i32) (param $table i32) (param $s i32) (param $out i32)
    (local $entry i32) (local $slope i32) (local $slopes i32) (local $end i32) (local $row i32) (local $by v128)
    (local $o01 v128) (local $o23 v128) (local $o45 v128) (local $o67 v128)
    (local.set $row (i32.shl (local.get $n) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (local.get $row)))
    (local.set $slopes (i32.add (local.get $s) (i32.shl (local.get $k) (i32.const 3))))
    (loop $columns
      (local.set $entry (local.get $table))
      (local.set $slope (local.get $s))
      (local.set $o01 (v128.load (local.get $out)))
      (local.set $o23 (v128.load offset=16 (local.get $out)))
      (local.set $o45 (v128.load offset=32 (local.get $out)))
      (local.set $o67 (v128.load offset=48 (local.get $out)))
      (loop $rows
        (local.set $by (v128.load64_splat (local.get $slope)))
        (local.set $o01 (f64x2.add (local.get $o01) (f64x2.mul (local.get $by) (v128.load (local.get $entry)))))
        (local.set $o23 (f64x2.add (local.get $o23) (f64x2.mul (local.get $by) (v128.load offset=16 (local.get $entry)))))
        (local.set $o45 (f64x2.add (local.get $o45) (f64x2.mul (local.get $by) (v128.load offset=32 (local.get $entry)))))
        (local.set $o67 (f64x2.add (local.get $o67) (f64x2.mul (local.get $by) (v128.load offset=48 (local.get $entry)))))
        (local.set $entry (i32.add (local.get $entry) (local.get $row)))
        (local.set $slope (i32.add (local.get $slope) (i32.const 8)))
        (br_if $rows (i32.ne (local.get $slope) (local.get $slopes))))
      (v128.store (local.get $out) (local.get $o01))
      (v128.store offset=16 (local.get $out) (local.get $o23))
      (v128.store offset=32 (local.get $out) (local.get $o45))
      (v128.store offset=48 (local.get $out) (local.get $o67))
      (local.set $table (i32.add (local.get $table) (i32.const 64)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (br_if $columns (i32.lt_u (local.get $out) (local.get $end)))))

  ;; x_i ← e^{x_i − top}/Z, the answer is Z = (Z of even i) + (Z of odd i). x_i ≤ top or NaN; up to three doubles behind them are −∞.
  ;; e^y = 2^k (1 + (r + r²q(r))), y = k ln 2 + r, and q of degree 11 from the exponential series: docs/mathematics.md, "Production bounds".
  ;; Two pairs at a time, since one leaves the processor waiting.
  (func $softmax (export "softmax") (param $n i32) (param $x i32) (param $top f64) (result f64)
    (local $at i32) (local $end i32) (local $tops v128) (local $Z v128)
    (local $y v128) (local $t v128) (local $r v128) (local $r2 v128) (local $r4 v128) (local $k v128)
    (local $yb v128) (local $tb v128) (local $rb v128) (local $r2b v128) (local $r4b v128) (local $kb v128)
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $n) (i32.const 3))))
    (local.set $tops (f64x2.splat (local.get $top)))
    (local.set $at (local.get $x))
    (loop $pairs
      ;; below −746 all is 0
      (local.set $y (f64x2.pmax (f64x2.sub (v128.load (local.get $at)) (local.get $tops)) (v128.const f64x2 -746 -746)))
      (local.set $yb (f64x2.pmax (f64x2.sub (v128.load offset=16 (local.get $at)) (local.get $tops)) (v128.const f64x2 -746 -746)))
      ;; k = round(y/ln 2): the last bits of 3·2^51 + y/ln 2
      (local.set $t (f64x2.add (f64x2.mul (local.get $y) (v128.const f64x2 1.4426950408889634 1.4426950408889634)) (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $tb (f64x2.add (f64x2.mul (local.get $yb) (v128.const f64x2 1.4426950408889634 1.4426950408889634)) (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $r (f64x2.sub (local.get $t) (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $rb (f64x2.sub (local.get $tb) (v128.const f64x2 6755399441055744 6755399441055744)))
      (local.set $r (f64x2.sub
        (f64x2.sub (local.get $y) (f64x2.mul (local.get $r) (v128.const f64x2 0.6931471805598903 0.6931471805598903)))
        (f64x2.mul (local.get $r) (v128.const f64x2 5.497923018708371e-14 5.497923018708371e-14))))
      (local.set $rb (f64x2.sub
        (f64x2.sub (local.get $yb) (f64x2.mul (local.get $rb) (v128.const f64x2 0.6931471805598903 0.6931471805598903)))
        (f64x2.mul (local.get $rb) (v128.const f64x2 5.497923018708371e-14 5.497923018708371e-14))))
      (local.set $r2 (f64x2.mul (local.get $r) (local.get $r)))
      (local.set $r2b (f64x2.mul (local.get $rb) (local.get $rb)))
      (local.set $r4 (f64x2.mul (local.get $r2) (local.get $r2)))
      (local.set $r4b (f64x2.mul (local.get $r2b) (local.get $r2b)))
      ;; y ← r²q(r), from the inside
      (local.set $y (f64x2.add
        (f64x2.add (v128.const f64x2 2.755731922398589e-07 2.755731922398589e-07) (f64x2.mul (local.get $r) (v128.const f64x2 2.505210838544172e-08 2.505210838544172e-08)))
        (f64x2.mul (local.get $r2) (f64x2.add (v128.const f64x2 2.08767569878681e-09 2.08767569878681e-09) (f64x2.mul (local.get $r) (v128.const f64x2 1.6059043836821613e-10 1.6059043836821613e-10))))))
      (local.set $yb (f64x2.add
        (f64x2.add (v128.const f64x2 2.755731922398589e-07 2.755731922398589e-07) (f64x2.mul (local.get $rb) (v128.const f64x2 2.505210838544172e-08 2.505210838544172e-08)))
        (f64x2.mul (local.get $r2b) (f64x2.add (v128.const f64x2 2.08767569878681e-09 2.08767569878681e-09) (f64x2.mul (local.get $rb) (v128.const f64x2 1.6059043836821613e-10 1.6059043836821613e-10))))))
      (local.set $y (f64x2.add
        (f64x2.add
          (f64x2.add (v128.const f64x2 0.001388888888888889 0.001388888888888889) (f64x2.mul (local.get $r) (v128.const f64x2 0.0001984126984126984 0.0001984126984126984)))
          (f64x2.mul (local.get $r2) (f64x2.add (v128.const f64x2 2.48015873015873e-05 2.48015873015873e-05) (f64x2.mul (local.get $r) (v128.const f64x2 2.7557319223985893e-06 2.7557319223985893e-06)))))
        (f64x2.mul (local.get $r4) (local.get $y))))
      (local.set $yb (f64x2.add
        (f64x2.add
          (f64x2.add (v128.const f64x2 0.001388888888888889 0.001388888888888889) (f64x2.mul (local.get $rb) (v128.const f64x2 0.0001984126984126984 0.0001984126984126984)))
          (f64x2.mul (local.get $r2b) (f64x2.add (v128.const f64x2 2.48015873015873e-05 2.48015873015873e-05) (f64x2.mul (local.get $rb) (v128.const f64x2 2.7557319223985893e-06 2.7557319223985893e-06)))))
        (f64x2.mul (local.get $r4b) (local.get $yb))))
      (local.set $y (f64x2.mul (local.get $r2) (f64x2.add
        (f64x2.add
          (f64x2.add (v128.const f64x2 0.5 0.5) (f64x2.mul (local.get $r) (v128.const f64x2 0.16666666666666666 0.16666666666666666)))
          (f64x2.mul (local.get $r2) (f64x2.add (v128.const f64x2 0.041666666666666664 0.041666666666666664) (f64x2.mul (local.get $r) (v128.const f64x2 0.008333333333333333 0.008333333333333333)))))
        (f64x2.mul (local.get $r4) (local.get $y)))))
      (local.set $yb (f64x2.mul (local.get $r2b) (f64x2.add
        (f64x2.add
          (f64x2.add (v128.const f64x2 0.5 0.5) (f64x2.mul (local.get $rb) (v128.const f64x2 0.16666666666666666 0.16666666666666666)))
          (f64x2.mul (local.get $r2b) (f64x2.add (v128.const f64x2 0.041666666666666664 0.041666666666666664) (f64x2.mul (local.get $rb) (v128.const f64x2 0.008333333333333333 0.008333333333333333)))))
        (f64x2.mul (local.get $r4b) (local.get $yb)))))
      (local.set $y (f64x2.add (v128.const f64x2 1 1) (f64x2.add (local.get $r) (local.get $y))))
      (local.set $yb (f64x2.add (v128.const f64x2 1 1) (f64x2.add (local.get $rb) (local.get $yb))))
      ;; 2^k in two factors, neither of which underflows; k ← k + 2046, the sum of their exponent fields
      (local.set $k (i64x2.sub (local.get $t) (v128.const i64x2 0x4337fffffffff802 0x4337fffffffff802)))
      (local.set $kb (i64x2.sub (local.get $tb) (v128.const i64x2 0x4337fffffffff802 0x4337fffffffff802)))
      (local.set $t (i64x2.shr_u (local.get $k) (i32.const 1)))
      (local.set $tb (i64x2.shr_u (local.get $kb) (i32.const 1)))
      (local.set $y (f64x2.mul (local.get $y) (i64x2.shl (local.get $t) (i32.const 52))))
      (local.set $yb (f64x2.mul (local.get $yb) (i64x2.shl (local.get $tb) (i32.const 52))))
      (local.set $y (f64x2.mul (local.get $y) (i64x2.shl (i64x2.sub (local.get $k) (local.get $t)) (i32.const 52))))
      (local.set $yb (f64x2.mul (local.get $yb) (i64x2.shl (i64x2.sub (local.get $kb) (local.get $tb)) (i32.const 52))))
      (v128.store (local.get $at) (local.get $y))
      (v128.store offset=16 (local.get $at) (local.get $yb))
      (local.set $Z (f64x2.add (local.get $Z) (local.get $y)))
      (local.set $Z (f64x2.add (local.get $Z) (local.get $yb)))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    (local.set $Z (f64x2.splat (f64.add (f64x2.extract_lane 0 (local.get $Z)) (f64x2.extract_lane 1 (local.get $Z)))))
    (local.set $at (local.get $x))
    (loop $pairs
      (v128.store (local.get $at) (f64x2.div (v128.load (local.get $at)) (local.get $Z)))
      (v128.store offset=16 (local.get $at) (f64x2.div (v128.load offset=16 (local.get $at)) (local.get $Z)))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    (f64x2.extract_lane 0 (local.get $Z)))

  ;; x holds D, and Ψ afterwards: x_i ← ℓ_i = prior_i − (x_i − least)/σ with the least of the x_i, then softmax with the largest ℓ_i. Up to three doubles
  ;; behind x are +∞, those behind the prior numbers.
  (func (export "response") (param $n i32) (param $x i32) (param $prior i32) (param $sigma f64) (result f64)
    (local $at i32) (local $end i32) (local $least v128) (local $top v128) (local $sigmas v128) (local $l v128)
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $n) (i32.const 3))))
    (local.set $least (v128.const f64x2 inf inf))
    (local.set $at (local.get $x))
    ;; four doubles at a time, here and below, for softmax reads as many
    (local.set $l (local.get $least))
    (loop $pairs
      (local.set $least (f64x2.pmin (local.get $least) (v128.load (local.get $at))))
      (local.set $l (f64x2.pmin (local.get $l) (v128.load offset=16 (local.get $at))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    (local.set $least (f64x2.pmin (local.get $least) (local.get $l)))
    (local.set $least (f64x2.pmin (local.get $least) (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $least) (local.get $least))))
    (local.set $sigmas (f64x2.splat (local.get $sigma)))
    (local.set $top (v128.const f64x2 -inf -inf))
    (local.set $at (local.get $x))
    (loop $pairs
      (local.set $l (f64x2.sub (v128.load (local.get $prior))
        (f64x2.div (f64x2.sub (v128.load (local.get $at)) (local.get $least)) (local.get $sigmas))))
      (v128.store (local.get $at) (local.get $l))
      (local.set $top (f64x2.pmax (local.get $top) (local.get $l)))
      (local.set $l (f64x2.sub (v128.load offset=16 (local.get $prior))
        (f64x2.div (f64x2.sub (v128.load offset=16 (local.get $at)) (local.get $least)) (local.get $sigmas))))
      (v128.store offset=16 (local.get $at) (local.get $l))
      (local.set $top (f64x2.pmax (local.get $top) (local.get $l)))
      (local.set $prior (i32.add (local.get $prior) (i32.const 32)))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    (local.set $top (f64x2.pmax (local.get $top) (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $top) (local.get $top))))
    (call $softmax (local.get $n) (local.get $x) (f64x2.extract_lane 0 (local.get $top))))

  ;; p_i ← (1 − a)p_i + a q_i, rest = 1 − a. Up to three doubles behind the p_i are overwritten.
  (func (export "mix") (param $n i32) (param $p i32) (param $rest f64) (param $a f64) (param $q i32)
    (local $end i32) (local $rests v128) (local $as v128)
    (local.set $end (i32.add (local.get $p) (i32.shl (local.get $n) (i32.const 3))))
    (local.set $rests (f64x2.splat (local.get $rest)))
    (local.set $as (f64x2.splat (local.get $a)))
    (loop $pairs
      (v128.store (local.get $p) (f64x2.add
        (f64x2.mul (local.get $rests) (v128.load (local.get $p)))
        (f64x2.mul (local.get $as) (v128.load (local.get $q)))))
      (v128.store offset=16 (local.get $p) (f64x2.add
        (f64x2.mul (local.get $rests) (v128.load offset=16 (local.get $p)))
        (f64x2.mul (local.get $as) (v128.load offset=16 (local.get $q)))))
      (local.set $q (i32.add (local.get $q) (i32.const 32)))
      (br_if $pairs (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 32))) (local.get $end)))))
)
