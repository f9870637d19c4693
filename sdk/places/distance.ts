import { placeEntry, type Place } from "./place.js";

/** Mean radius of the Earth in kilometres (IUGG): on a sphere of it distances are right to half a per cent. */
const EARTH_RADIUS_KM = 6_371.0088;

/** A point on the globe in decimal degrees (WGS 84), north and east positive. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * The shortest way between two points over the globe, in kilometres: no journey is shorter. By the haversine, which is exact
 * for near points too.
 *
 * @example Math.round(greatCircleKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 })) // 10008
 */
export function greatCircleKm(from: Coordinates, to: Coordinates): number {
  const [north, south] = [radians(from.latitude), radians(to.latitude)];
  const haversine =
    Math.sin((south - north) / 2) ** 2 +
    Math.cos(north) * Math.cos(south) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  // Rounding may carry it past 1 for opposite points.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

/**
 * The shortest way between two places, in kilometres; both are known to about two.
 *
 * @example distanceKm(parsePlace("NZTRG"), parsePlace("CNSHG"))
 */
export function distanceKm(from: Place, to: Place): number {
  return greatCircleKm(placeEntry(from), placeEntry(to));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
