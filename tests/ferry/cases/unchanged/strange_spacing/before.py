def add( first : int,second:int )->int :
    return   first+second  # as it was written
