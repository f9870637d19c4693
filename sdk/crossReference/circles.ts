/** Who agrees with whom, directly or by way of others. */
export class Circles<Member> {
  readonly #circleOf = new Map<Member, Set<Member>>();

  join(one: Member, other: Member): void {
    const [small, large] = [this.#circle(one), this.#circle(other)].sort((a, b) => a.size - b.size) as [
      Set<Member>,
      Set<Member>,
    ];
    if (small === large) return;
    for (const member of small) {
      large.add(member);
      this.#circleOf.set(member, large);
    }
  }

  /** The circles among these, each in their order; who agrees with nobody is in none. */
  among(members: readonly Member[]): Member[][] {
    const circles = new Map<Set<Member>, Member[]>();
    for (const member of members) {
      const circle = this.#circleOf.get(member);
      if (circle === undefined) continue;
      const known = circles.get(circle) ?? [];
      known.push(member);
      circles.set(circle, known);
    }
    return [...circles.values()];
  }

  #circle(member: Member): Set<Member> {
    const circle = this.#circleOf.get(member) ?? new Set([member]);
    this.#circleOf.set(member, circle);
    return circle;
  }
}
