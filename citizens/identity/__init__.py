"""Whether a NIK and its bearer are known to the civil registry (Dukcapil), and agree with the village's record.

With the person's consent, by officers who keep the register, through the access that the regency was given by agreement
(Permendagri 102/2019). What is asked is yes or no for a few elements; what is kept is the day and the verdict.
"""
