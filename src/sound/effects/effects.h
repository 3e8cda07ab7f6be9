/// \file
/// The sounds of things, by name: what a `Cue` or a prompt's ambience may call for.
///
/// A struck effect (S) is made of single strikes: a cue's `beats` say when, and without beats it
/// strikes as the thing does by nature (a dog barks in pairs, a clock ticks each second). A
/// continuous effect (C) lasts from a cue's start to its end. Effects named after another with a
/// suffix (`footsteps_snow`) are kinds of it.
///
///   weather    wind C, soft_wind C, leaves C, rain C, thunder S
///   water      surf C, stream C, waterfall C, splash S, bubbles C, pour C, underwater C
///   fire       fire C, explosion S, fireworks S
///   people     crowd C, laughter C, applause C, heartbeat S, footsteps S, footsteps_snow S,
///              footsteps_gravel S, footsteps_wood S, footsteps_grass S, footsteps_sand S
///   animals    hooves S, dog S, cat S, horse S, cow S, sheep S, wolf S, lion S, elephant S,
///              monkey S, frog S, crickets C
///   birds      birds C, seagull S, owl S, duck S, rooster S, wings S
///   machines   traffic C, engine C, train C, plane C, helicopter C, rocket C, spaceship C,
///              horn S, siren C, bicycle_bell S, typing S, clock S, door S
///   struck     bell S, drum S, guitar S, piano S, bounce S
///   made up    whoosh S, sparkle S, space C
///   rooms      room C
#pragma once
