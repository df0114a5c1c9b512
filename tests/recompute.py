"""Computes every figure of a scaling report again, from its raw runs alone, and compares it with `curves`.

    python3 tests/recompute.py REPORT.json

Prints what differs and exits with 1, or says how many figures agree. Only the standard library is used, and nothing of the
program: what is written here follows the formulas as they are documented.
"""

import json
import math
import sys

LEVEL = 0.93
LEVEL_OF_EACH = 1 - (1 - LEVEL) / 2
checked = 0
wrong = []


def check(where, found, told, within=1e-6):
    """Whether `told` is what was `found`."""
    global checked
    checked += 1
    if found is None or told is None:
        fine = found is None and told is None
    elif isinstance(found, (str, bool)):
        fine = found == told
    else:
        fine = abs(found - told) <= within * max(1e-9, abs(found), abs(told))
    if not fine:
        wrong.append(f"{where}: computed {found}, told {told}")


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    if not values:
        return None
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def interval(values, level):
    """Median, low, high, coverage: between two observed values, by the binomial distribution."""
    values, n = sorted(values), len(values)
    at_most = [sum(math.comb(n, j) for j in range(k + 1)) / 2**n for k in range(n)]
    tail = (1 - level) / 2
    low = next((l for l in range(n, 0, -1) if at_most[l - 1] <= tail), 1)
    high = max(low, next((u for u in range(1, n + 1) if 1 - at_most[u - 1] <= tail), n))
    return median(values), values[low - 1], values[high - 1], max(0, at_most[high - 1] - at_most[low - 1])


def check_interval(where, found, told):
    if found is None or told is None:
        check(where, found, told)
        return
    for name, value in zip(["median", "low", "high", "coverage"], found):
        check(f"{where}.{name}", value, told[name])


def over(one, many, times):
    """The ratio of two medians, from the least to the most that both allow."""
    if many[1] <= 0:
        return None
    coverage = max(0, one[3] + many[3] - 1)
    return times * one[0] / many[0], times * one[1] / many[2], times * one[2] / many[1], coverage


def karp_flatt(speedup, n):
    return (1 / speedup - 1 / n) / (1 - 1 / n)


def middle_run(runs):
    runs = sorted(runs, key=lambda run: run["wall_s"])
    return runs[(len(runs) - 1) // 2]


def spent(run):
    """What the workers of a run spent their time on."""
    t, n, wall = run["time_s"], run["workers"], run["wall_s"]
    busy = sum(t.values()) - t["idle"] - t["spawn"]
    idle = max(0, n * wall - busy - t["spawn"])
    uneven = min(idle, max(0, n * (run["busy_s"]["most"] - run["busy_s"]["mean"])))
    stopped = t.get("stopped", 0)
    waited = min(uneven, stopped * max(0, n - 1))  # the others wait for what lies with a stopped worker
    computed = min(run["cpu_s"], t["compute"]) if run["cpu_s"] > 0 else t["compute"]
    return {
        "core_wait": t["core_wait"],
        "lock_wait": t["lock_wait"],
        "load_balance": uneven - waited,
        "stopped": stopped + waited,
        "rest": idle - uneven,
        "start_up": t["spawn"],
        "serialise_and_transfer": t["serialise"] + t["transfer"],
        "useful": computed + t["io"],
    }


def losses(one, many, weak, possible):
    if many["time_s"]["io"] > many["time_s"]["compute"] or one["failed"] + many["failed"] > 0:
        return None
    times, wall, n = (many["workers"] if weak else 1), many["wall_s"], many["workers"]
    a, b = spent(one), spent(many)
    a["useful"] = min(a["useful"], one["wall_s"])
    lost = {cause: b[cause] - times * a[cause] for cause in a}
    surplus = max(0, n - possible) * wall
    for cause in ["core_wait", "lock_wait", "load_balance", "rest", "serialise_and_transfer"]:
        forgiven = max(0, min(lost[cause], surplus))
        lost[cause] -= forgiven
        surplus -= forgiven
    by_message = many["time_s"]["serialise"] + many["time_s"]["transfer"] > 0
    lost["slower_cores"] = lost.pop("useful")
    rest = lost.pop("rest")
    lost = {cause: seconds / wall for cause, seconds in lost.items()}
    measured = times * one["wall_s"] / wall
    left = possible - measured - sum(lost.values()) - rest / wall
    lost["unexplained"] = left
    lost["serialise_and_transfer" if by_message else "unexplained"] += rest / wall
    return {"possible": possible, "measured": measured, **lost}


def law(p, n):
    return p[0] * n / (1 + p[1] * (n - 1) + p[2] * n * (n - 1))


def slopes(p, n):
    share = n / (1 + p[1] * (n - 1) + p[2] * n * (n - 1))
    return [share, -p[0] * share * share * (n - 1) / n, -p[0] * share * share * (n - 1)]


def squares(p, points):
    return sum((x - law(p, n)) ** 2 for n, x in points)


def solve(matrix, right):
    """Gauss and Jordan."""
    n = len(right)
    rows = [row[:] + [right[i]] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for r in range(n):
            if r != i:
                rows[r] = [v - rows[r][i] * w for v, w in zip(rows[r], rows[i])]
    return [row[-1] for row in rows]


def normal(p, points, free):
    rows = [slopes(p, n) for n, _ in points]
    return [[sum(row[i] * row[j] for row in rows) for j in free] for i in free]


def fit(points, start, free):
    """Least squares over the parameters that are `free`, downhill with more or less damping, within the bounds."""
    unit = max(x / n for n, x in points)
    points = [(n, x / unit) for n, x in points]
    p = [start[0] / unit, start[1], start[2]]
    bounds, damping = [(1e-12, 1e12), (0, 1), (0, 1)], 1e-3
    for _ in range(400):
        rest = [x - law(p, n) for n, x in points]
        rows = [slopes(p, n) for n, _ in points]
        down = [sum(row[i] * r for row, r in zip(rows, rest)) for i in range(3)]
        moving = [i for i in free if not (p[i] <= bounds[i][0] and down[i] < 0 or p[i] >= bounds[i][1] and down[i] > 0)]
        if not moving:
            break
        matrix = normal(p, points, moving)
        for _ in range(40):
            damped = [[v * (1 + damping * (i == j)) for j, v in enumerate(row)] for i, row in enumerate(matrix)]
            try:
                step = solve(damped, [down[i] for i in moving])
            except ZeroDivisionError:
                step = [0] * len(moving)
            q = p[:]
            for i, s in zip(moving, step):
                q[i] = min(bounds[i][1], max(bounds[i][0], p[i] + s))
            if squares(q, points) < squares(p, points):
                p, damping = q, damping / 10
                break
            damping *= 10
        else:
            break
    return [p[0] * unit, p[1], p[2]]


def student(t, freedom):
    """P(T ≤ t), by Simpson's rule."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    parts, top = 2000, math.atan(t / math.sqrt(freedom))
    # With t = √f tan a the density is cos(a)^(f−1): no long tail to add up.
    heights = [math.cos(top * i / parts) ** (freedom - 1) for i in range(parts + 1)]
    total = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return 0.5 + scale * math.sqrt(freedom) * top / parts / 3 * total


def quantile_95(freedom):
    low, high = 0.0, 1000.0
    for _ in range(100):
        low, high = ((low + high) / 2, high) if student((low + high) / 2, freedom) < 0.95 else (low, (low + high) / 2)
    return low


def check_law(where, points, told, start, kept):
    """The parameters of a law over `kept` of the three, with their errors and limits."""
    names, bounds = ["lambda", "sigma", "kappa"], [None, (0, 1), (0, 1)]
    p = fit(points, start, kept)
    free = [i for i in kept if bounds[i] is None or p[i] not in bounds[i]]
    freedom = len(points) - len(free)
    rest = squares(p, points)
    residual = math.sqrt(rest / freedom)
    size = max(x for _, x in points)
    for i in kept:
        if abs(p[i] - told[names[i]]["value"]) > 1e-9:
            check(f"{where}.{names[i]}.value", p[i], told[names[i]]["value"], 1e-4)
    check(f"{where}.freedom", freedom, told["freedom"])
    if abs(residual - told["residual"]) > 1e-9 * size:
        check(f"{where}.residual", residual, told["residual"], 1e-4)
    scales = [math.sqrt(normal(p, points, [i])[0][0]) for i in free]
    scaled = [[v / a / b for v, b in zip(row, scales)] for row, a in zip(normal(p, points, free), scales)]
    for place, i in enumerate(free):
        unit = [float(j == place) for j in range(len(free))]
        error = residual * math.sqrt(solve(scaled, unit)[place]) / scales[place]
        if abs(error - told[names[i]]["error"]) > 1e-9 * max(1, p[i]):
            check(f"{where}.{names[i]}.error", error, told[names[i]]["error"], 1e-3)
    for i in kept:
        side = "at_most" if told[names[i]]["at_most"] is not None else "at_least"
        limit = told[names[i]][side]
        check(f"{where}.{names[i]} on a bound", i not in free, limit is not None)
        if limit not in (None, 0, 1) and rest > (1e-9 * size) ** 2:
            held = [limit if i == j else p[j] for j in range(3)]
            grown = squares(fit(points, held, [j for j in kept if j != i]), points)
            check(f"{where}.{names[i]}.{side}", 1 + quantile_95(freedom) ** 2 / freedom, grown / rest, 1e-3)
    return p, rest


def check_claim(where, points, told):
    law_told, unit = told["law"], max((x / n for n, x in points), default=0)
    if law_told == "none":
        check(f"{where}.points", len(points), told["points"])
        return
    if law_told == "amdahl":
        p, _ = check_law(where, points, told, [unit, 0.01, 0], [0, 1])
        check(f"{where}.indicative", len(points) < 6, told["indicative"])
        check(f"{where}.limit", p[0] / p[1] if p[1] > 1e-9 else told["limit"], told["limit"], 1e-4)
        if told.get("alternative"):
            check_usl(f"{where}.alternative", points, told["alternative"], unit)
            check(f"{where}.alternative has no contention", 0.0, told["alternative"]["sigma"]["value"])
        return
    check_usl(where, points, told, unit)


def check_usl(where, points, told, unit):
    """The Universal Scalability Law with its p-value against Amdahl's, and its peak."""
    two = fit(points, [unit, 0.01, 0], [0, 1])
    p, rest = check_law(where, points, told, two, [0, 1, 2])
    freedom = len(points) - 3
    gained = math.sqrt(max(0, squares(two, points) - rest) / (rest / freedom)) if rest > 0 else math.inf
    chance = 2 * (1 - student(gained, freedom))
    if max(chance, told["p"]) > 1e-9:
        check(f"{where}.p", chance, told["p"], 1e-3)
    check(f"{where}.peak", math.sqrt((1 - p[1]) / p[2]) if p[2] > 0 else None, told["peak"], 1e-4)


def check_point(where, report, curve, point):
    n, weak = point["workers"], report["plan"]["mode"] == "weak"
    imported = "imported" in report
    # The time until a failure of another program is not the time of its work.
    counts = lambda r: r["done"] > 0 or not imported
    mine = [r for r in report["runs"] if r["curve"] == curve["curve"] and counts(r)]
    of = lambda workers: [r for r in mine if r["workers"] == workers]
    runs, alone = of(n), of(1)
    walls = [run["wall_s"] for run in runs]
    check(f"{where}.runs", len(runs), point["runs"])
    check_interval(f"{where}.wall_s", interval(walls, LEVEL), point["wall_s"])
    check_interval(f"{where}.throughput", interval([r["done"] / r["wall_s"] for r in runs], LEVEL), point["throughput"])
    speedup = None
    if alone:
        one = interval([run["wall_s"] for run in alone], LEVEL_OF_EACH)
        speedup = over(one, interval(walls, LEVEL_OF_EACH), n if weak else 1)
    if n == 1:
        speedup = (1.0, 1.0, 1.0, 1.0)  # by definition, however its runs differ
    check_interval(f"{where}.speedup", speedup, point["speedup"])
    share = speedup and (*[figure / n for figure in speedup[:3]], speedup[3])
    check_interval(f"{where}.efficiency", share, point["efficiency"])
    serial = None
    if speedup and n > 1 and not weak:
        serial = (*[karp_flatt(speedup[i], n) for i in (0, 2, 1)], speedup[3])
    check_interval(f"{where}.karp_flatt", serial, point["karp_flatt"])
    check(f"{where}.start_s", None if imported else median([run["start_s"] for run in runs]), point["start_s"])
    cores = [run["cpu_s"] / run["wall_s"] for run in runs if run["cpu_s"] > 0]
    check(f"{where}.cores_busy", median(cores) if cores else None, point["cores_busy"])
    busy = [run["busy_s"] for run in runs if run["busy_s"]["most"] > 0]
    balance = median([b["mean"] / b["most"] for b in busy]) if n > 1 else None
    check(f"{where}.balance", balance, point["balance"])
    if n > 1 and alone and point["losses"]:
        quota = report["machine"].get("quota")
        allowed = quota["quota_us"] / quota["period_us"] if quota else math.inf
        # Against one worker under the same quota.
        possible = min(n, report["machine"].get("usable_cpus") or math.inf, allowed) / min(1, allowed)
        found = losses(middle_run(alone), middle_run(runs), weak, possible)
        for cause, told in point["losses"].items():
            # Of small differences of large times only the large ones have six digits.
            if abs(found[cause] - told) > 1e-9 * possible:
                check(f"{where}.losses.{cause}", found[cause], told)
        total = sum(told for name, told in point["losses"].items() if name != "possible")
        check(f"{where}.losses add up", point["losses"]["possible"], total)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    if not report.get("curves"):
        sys.exit("the report has no curves to check")
    for curve in report["curves"]:
        where = f"{curve['lane']} on {curve['workload']['name']}"
        for point in curve["points"]:
            check_point(f"{where} with {point['workers']}", report, curve, point)
        alike = [(p["workers"], p["throughput"]["median"]) for p in curve["points"] if p["region"] == "cores"]
        check_claim(f"{where}: claim", alike, curve["claim"])
    for line in wrong:
        print(line)
    laws = ", ".join(curve["claim"]["law"] for curve in report["curves"])
    print(f"{checked - len(wrong)} of {checked} figures agree; laws: {laws}")
    sys.exit(1 if wrong else 0)


main()
