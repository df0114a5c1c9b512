// The recordings of the scenes that are part of the program. `coreograph tour --rehearse --keep assets/takes` writes
// them and this list: the scene, the fingerprint of its races, the number of the race from 0, the recording.
&[
]
