import { expect } from "chai";
import fc from "fast-check";

import { distanceKm, greatCircleKm, type Coordinates } from "../../../sdk/places/distance.js";
import { parsePlace } from "../../../sdk/places/place.js";
import { functionsOf } from "../../../sdk/places/placeFunctions.js";

const points: fc.Arbitrary<Coordinates> = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

/** Chai's own `closeTo` takes whole numbers only where Hardhat's matchers are loaded. */
function expectNear(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} and ${expected}`).to.be.at.most(tolerance);
}

/** Half of the circumference of a sphere of the Earth's mean radius. */
const HALF_ROUND_KM = Math.PI * 6_371.0088;

describe("sdk/places: greatCircleKm", () => {
  it("is a quarter of the globe from a pole to the equator", () => {
    const pole = { latitude: 90, longitude: 0 };
    expectNear(greatCircleKm(pole, { latitude: 0, longitude: 77 }), HALF_ROUND_KM / 2, 1e-6);
  });

  it("goes over the date line where that is shorter", () => {
    const [west, east] = [179.5, -179.5].map((longitude) => ({ latitude: 0, longitude }));
    expectNear(greatCircleKm(west!, east!), HALF_ROUND_KM / 180, 1e-6);
  });

  it("is the same both ways, nothing to the same point, half the globe to the opposite one", () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        expectNear(greatCircleKm(a, b), greatCircleKm(b, a), 1e-6);
        expect(greatCircleKm(a, a)).to.equal(0);
        const opposite = { latitude: -a.latitude, longitude: a.longitude > 0 ? a.longitude - 180 : a.longitude + 180 };
        // Near the opposite point the haversine is good to some metres.
        expectNear(greatCircleKm(a, opposite), HALF_ROUND_KM, 0.01);
      }),
    );
  });

  it("is never longer than a way over a third point", () => {
    fc.assert(
      fc.property(points, points, points, (a, b, c) => {
        expect(greatCircleKm(a, c)).to.be.at.most(greatCircleKm(a, b) + greatCircleKm(b, c) + 0.01);
      }),
    );
  });
});

describe("sdk/places: places", () => {
  it("lie as far apart as on the globe", () => {
    expectNear(distanceKm(parsePlace("NZTRG"), parsePlace("CNSHG")), 9_537, 1);
    expect(distanceKm(parsePlace("CNSHG"), parsePlace("CNSHA"))).to.be.below(40);
  });

  it("have the functions that UN/LOCODE gives them", () => {
    expect(functionsOf(parsePlace("CNHAZ"))).to.deep.equal(["RailTerminal", "Airport", "PostalExchange"]);
    expect(functionsOf(parsePlace("CNSHG"))).to.deep.equal(["Port"]);
    expect(functionsOf(parsePlace("CNSHA"))).to.deep.equal(["Airport"]);
  });
});
